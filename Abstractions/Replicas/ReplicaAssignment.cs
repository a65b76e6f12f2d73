using Krewe.Hosts;
using Krewe.Specs;

namespace Krewe.Replicas;

/// <summary>What a pool wants of a replica: to run that spec under that lease.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ReplicaAssignment")]
public sealed record ReplicaAssignment
{
    /// <summary>The model's spec.</summary>
    [Id(0)]
    public required ModelSpec Spec { get; init; }

    /// <summary>The generation of the spec.</summary>
    [Id(1)]
    public required long Generation { get; init; }

    /// <summary>What the host granted.</summary>
    [Id(2)]
    public required Lease Lease { get; init; }

    /// <summary>How often the model servers of those whose place it took were started again; its own count goes on from there.</summary>
    [Id(3)]
    public int InheritedRestarts { get; init; }
}
