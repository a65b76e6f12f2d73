using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Specs;

namespace Krewe.Backends;

/// <summary>What is to be started: the model server of a replica, under a lease.</summary>
[GenerateSerializer, Immutable, Alias("krewe.BackendOrder")]
public sealed record BackendOrder
{
    /// <summary>Whose model server it is.</summary>
    [Id(0)]
    public required ReplicaId Replica { get; init; }

    /// <summary>How it is started or where it is.</summary>
    [Id(1)]
    public required BackendSpec Backend { get; init; }

    /// <summary>What the server calls the model.</summary>
    [Id(2)]
    public required string ModelName { get; init; }

    /// <summary>What the host granted; its epoch fences the process.</summary>
    [Id(3)]
    public required Lease Lease { get; init; }
}
