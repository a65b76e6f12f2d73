using Orleans.Metadata;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Krewe.Runtime.Tests.Grains;

/// <summary>The silo that the key names, in no directory.</summary>
public sealed class HostBound : PlacementStrategy
{
    public override bool IsUsingGrainDirectory => false;
}

[AttributeUsage(AttributeTargets.Class)]
public sealed class HostBoundAttribute() : PlacementAttribute(new HostBound());

public sealed class HostBoundDirector(IClusterMembershipService membership, EventLog log) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        if (target.RequestContextData is { } data && data.TryGetValue("who", out var who))
        {
            log.Add($"asked by {who}");
        }

        return Task.FromResult(membership.CurrentSnapshot.Members.Values.Single(member => member.Name == target.GrainIdentity.Key.ToString()).SiloAddress);
    }
}

/// <summary>Leaves every other silo; only after the one by name, so that the order shows.</summary>
public sealed class OddSilosFilter(int order) : PlacementFilterStrategy(order)
{
    public OddSilosFilter()
        : this(0)
    {
    }
}

[AttributeUsage(AttributeTargets.Class)]
public sealed class OddSilosAttribute(int order) : PlacementFilterAttribute(new OddSilosFilter(order));

public sealed class OddSilosDirector(EventLog log) : IPlacementFilterDirector
{
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        log.Add($"odd {filterStrategy.Order}");
        return silos.Where(silo => silo.Endpoint.Port % 2 == 0);
    }
}

public sealed class NamedSiloFilter(string name, int order) : PlacementFilterStrategy(order)
{
    public NamedSiloFilter()
        : this(string.Empty, 0)
    {
    }

    public string Name { get; private set; } = name;

    public override void AdditionalInitialize(GrainProperties properties) => Name = GetPlacementFilterGrainProperty("name", properties)!;

    protected override IEnumerable<KeyValuePair<string, string>> GetAdditionalGrainProperties(
        IServiceProvider services, Type grainClass, GrainType grainType, IReadOnlyDictionary<string, string> existingProperties) => [new("name", Name)];
}

[AttributeUsage(AttributeTargets.Class)]
public sealed class NamedSiloAttribute(string name, int order) : PlacementFilterAttribute(new NamedSiloFilter(name, order));

public sealed class NamedSiloDirector(IClusterMembershipService membership, EventLog log) : IPlacementFilterDirector
{
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        var wanted = ((NamedSiloFilter)filterStrategy).Name;
        log.Add($"named {wanted} {filterStrategy.Order}");
        return silos.Where(silo => membership.CurrentSnapshot.Members[silo].Name == wanted);
    }
}
