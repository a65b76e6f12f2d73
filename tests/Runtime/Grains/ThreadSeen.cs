using Orleans;

namespace Krewe.Runtime.Tests.Grains;

/// <summary>What a turn saw of its thread.</summary>
[GenerateSerializer, Immutable, Alias("krewe.tests.ThreadSeen")]
public sealed record ThreadSeen
{
    [Id(0)]
    public int Thread { get; init; }

    /// <summary>Set by the caller's code for itself.</summary>
    [Id(1)]
    public string? Value { get; init; }

    /// <summary>Set by the caller to travel with calls.</summary>
    [Id(2)]
    public int Context { get; init; }

    /// <summary>Whether the turn knows whose it is, and runs in nobody else's.</summary>
    [Id(3)]
    public bool IsOwn { get; init; }
}
