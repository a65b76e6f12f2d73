using Krewe.Naming;

namespace Krewe.Specs;

/// <summary>What a user declares of a model: what serves it, how many replicas, with what resources and promises.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ModelSpec")]
public sealed record ModelSpec
{
    /// <summary>The model's name; see <see cref="NameRules.ModelRule"/>.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Who owns it.</summary>
    [Id(1)]
    public string Tenant { get; init; } = NameRules.Default;

    /// <summary>Which version is served.</summary>
    [Id(2)]
    public string Version { get; init; } = NameRules.DefaultVersion;

    /// <summary>Where it is served.</summary>
    [Id(3)]
    public string Region { get; init; } = NameRules.DefaultRegion;

    /// <summary>Which pool's hosts serve it.</summary>
    [Id(4)]
    public string Pool { get; init; } = NameRules.Default;

    /// <summary>How many replicas; 0 to 1,000, default 1. With <see cref="Scaling"/> how many to begin with.</summary>
    [Id(5)]
    public int Replicas { get; init; } = 1;

    /// <summary>The class of requests that name none.</summary>
    [Id(6)]
    public ServiceClass Class { get; init; } = ServiceClass.Standard;

    /// <summary>The deadline, from arrival, of requests that name none; 1 ms to 1 h, default 30 s.</summary>
    [Id(7)]
    public TimeSpan Timeout { get; init; } = SpecDefaults.Timeout;

    /// <summary>Whether a request whose replica was lost may be executed again; default true.</summary>
    [Id(8)]
    public bool Idempotent { get; init; } = true;

    /// <summary>How many requests a replica works on at once; 1 to 1,024, default 4.</summary>
    [Id(9)]
    public int Concurrency { get; init; } = SpecDefaults.Concurrency;

    /// <summary>The bounds of its queue.</summary>
    [Id(10)]
    public QueueSpec Queue { get; init; } = new();

    /// <summary>What each replica takes of its host.</summary>
    [Id(11)]
    public ResourceSpec Resources { get; init; } = new();

    /// <summary>The model server.</summary>
    [Id(12)]
    public required BackendSpec Backend { get; init; }

    /// <summary>How its number of replicas follows demand; null when <see cref="Replicas"/> says it.</summary>
    [Id(13)]
    public ScalingSpec? Scaling { get; init; }

    /// <summary>How its requests are executed together.</summary>
    [Id(20)]
    public BatchingSpec Batching { get; init; } = new();

    /// <summary>
    /// The most second executions for requests whose first one takes longer than usual, in thousandths of all; 0 to 500, default 0: none.
    /// Only where the model is idempotent.
    /// </summary>
    [Id(21)]
    public int HedgeThousandths { get; init; }

    /// <summary>In which other regions its requests may be executed; null for none.</summary>
    [Id(30)]
    public RegionsSpec? Regions { get; init; }

    /// <summary>The key of its model grain.</summary>
    public ModelKey GetKey() => new(Tenant, Name, Region);

    /// <summary>The key of its pool grain.</summary>
    public PoolKey GetPoolKey() => new(Region, Pool);

    /// <summary>Whether going from this spec to the other needs new replicas, or only a new configuration of the queue.</summary>
    /// <param name="next">The spec that follows.</param>
    public bool NeedsNewReplicas(ModelSpec next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return Version != next.Version || Backend != next.Backend || Resources != next.Resources || Concurrency != next.Concurrency;
    }
}
