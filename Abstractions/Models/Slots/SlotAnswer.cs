using System.Collections.Immutable;

namespace Krewe.Models.Slots;

/// <summary>Which slots a front may go on keeping. What it held and is not named goes back when its execution ends.</summary>
[GenerateSerializer, Immutable, Alias("krewe.SlotAnswer")]
public sealed record SlotAnswer
{
    /// <summary>The ids of those slots.</summary>
    [Id(0)]
    public ImmutableArray<string> Kept { get; init; } = [];

    /// <summary>For how long, from before the front asked.</summary>
    [Id(1)]
    public TimeSpan KeepFor { get; init; }
}
