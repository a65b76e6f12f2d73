using Orleans.Metadata;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Krewe.Conformance.Tests.Placement;

/// <summary>Leaves out the silo of that name; all silos when it is empty. The name travels as a property of the grain class, one set for each kind of filter.</summary>
public abstract class NotSiloBase(string name, int order) : PlacementFilterStrategy(order)
{
    public string Name { get; private set; } = name;

    public override void AdditionalInitialize(GrainProperties properties) => Name = GetPlacementFilterGrainProperty("not", properties) ?? "?";

    protected override IEnumerable<KeyValuePair<string, string>> GetAdditionalGrainProperties(
        IServiceProvider services, Type grainClass, GrainType grainType, IReadOnlyDictionary<string, string> existingProperties) => [new("not", Name)];
}

public sealed class NotSilo(string name, int order) : NotSiloBase(name, order)
{
    public NotSilo()
        : this(string.Empty, 0)
    {
    }
}

public sealed class NorSilo(string name, int order) : NotSiloBase(name, order)
{
    public NorSilo()
        : this(string.Empty, 0)
    {
    }
}

[AttributeUsage(AttributeTargets.Class)]
public sealed class NotSiloAttribute(string name, int order) : PlacementFilterAttribute(new NotSilo(name, order));

[AttributeUsage(AttributeTargets.Class)]
public sealed class NorSiloAttribute(string name, int order) : PlacementFilterAttribute(new NorSilo(name, order));

public sealed class NotSiloDirector(IClusterMembershipService membership) : IPlacementFilterDirector
{
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        var filter = (NotSiloBase)filterStrategy;
        var all = silos.ToArray();
        Notes.Of(target.GrainIdentity.Key.ToString()!).Add($"{filter.Order} not {filter.Name} of {all.Length}");
        return all.Where(silo => filter.Name.Length > 0 && membership.CurrentSnapshot.Members[silo].Name != filter.Name);
    }
}
