namespace Krewe.Hosts;

/// <summary>What an operator tells of a host or one of its devices. Can be repeated.</summary>
[GenerateSerializer, Immutable, Alias("krewe.MaintenanceOrder")]
public sealed record MaintenanceOrder
{
    /// <summary>The host.</summary>
    [Id(0)]
    public required string Host { get; init; }

    /// <summary>The device's UUID; null for the whole host.</summary>
    [Id(1)]
    public string? Device { get; init; }

    /// <summary>Whether it is to be emptied; else it serves again.</summary>
    [Id(2)]
    public required bool Empty { get; init; }

    /// <summary>Whether it is done also when some replicas have no other place.</summary>
    [Id(3)]
    public bool Force { get; init; }

    /// <summary>Whether it is only asked whether it could be done: nothing is changed, and it is refused as it would be.</summary>
    [Id(4)]
    public bool Check { get; init; }

    /// <summary>When the machine goes by itself, for a host that is to be emptied because of it; null where it stays.</summary>
    [Id(5)]
    public HostNotice? Notice { get; init; }
}
