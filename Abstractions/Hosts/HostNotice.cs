namespace Krewe.Hosts;

/// <summary>Word that a machine goes away by itself: a spot machine that is taken back, or a provider's maintenance.</summary>
[GenerateSerializer, Immutable, Alias("krewe.HostNotice")]
public sealed record HostNotice
{
    /// <summary>When it was told.</summary>
    [Id(0)]
    public required DateTimeOffset ToldAt { get; init; }

    /// <summary>When the machine goes.</summary>
    [Id(1)]
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>Who says so and why, for people; empty where nothing was said.</summary>
    [Id(2)]
    public string Reason { get; init; } = "";
}
