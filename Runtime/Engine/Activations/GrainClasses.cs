using System.Collections.Concurrent;
using System.Reflection;
using Krewe.Runtime.CodeGeneration;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Activations;

/// <summary>The grain classes of this process by their stable names and by the interfaces they serve.</summary>
internal sealed class GrainClasses(IServiceProvider services) : IGrainTypes
{
    private readonly Lock _gate = new();
    private Snapshot _snapshot = Snapshot.Of([]);

    /// <summary>The class of that name, or null.</summary>
    public GrainClassInfo? Find(GrainType grainType) =>
        _snapshot.ByType.TryGetValue(grainType, out var found) || Refresh().ByType.TryGetValue(grainType, out found) ? found : null;

    public GrainType Resolve(Type interfaceType, string? prefix = null)
    {
        var snapshot = _snapshot;
        if (prefix is null && snapshot.Chosen.TryGetValue(interfaceType, out var known))
        {
            return known;
        }

        var chosen = GrainTypeChoice.Choose(interfaceType, prefix, [.. Serving(interfaceType).Select(info => (info.GrainType, info.Class.FullName!))]);
        if (prefix is null && ReferenceEquals(snapshot, _snapshot))
        {
            snapshot.Chosen[interfaceType] = chosen; // Of these classes; with others it is chosen anew.
        }

        return chosen;
    }

    /// <summary>The classes that serve an interface.</summary>
    public IReadOnlyList<GrainClassInfo> Serving(Type interfaceType)
    {
        var snapshot = _snapshot.ByInterface.ContainsKey(interfaceType) ? _snapshot : Refresh();
        return snapshot.ByInterface.GetValueOrDefault(interfaceType) ?? [];
    }

    /// <summary>The stable name of a class: from its attribute, or by convention.</summary>
    public static GrainType NameOf(Type grainClass)
    {
        if (grainClass.GetCustomAttribute<GrainTypeAttribute>() is { } attribute)
        {
            return attribute.GrainType;
        }

        var name = grainClass.Name.ToLowerInvariant();
        return GrainType.Create(name.EndsWith("grain", StringComparison.Ordinal) && name.Length > 5 ? name[..^5] : name);
    }

    private Snapshot Refresh()
    {
        var entries = ManifestRegistry.Instance.GrainClasses;
        lock (_gate)
        {
            if (entries.Count != _snapshot.ByType.Count)
            {
                var known = _snapshot.ByType.Values.ToDictionary(info => info.Class);
                _snapshot = Snapshot.Of([.. entries.Select(entry => known.GetValueOrDefault(entry.GrainClass)
                    ?? new GrainClassInfo(entry.GrainClass, NameOf(entry.GrainClass), entry.GrainInterfaces, services))]);
            }

            return _snapshot;
        }
    }

    private sealed record Snapshot(Dictionary<GrainType, GrainClassInfo> ByType, Dictionary<Type, List<GrainClassInfo>> ByInterface)
    {
        /// <summary>What was chosen for interfaces that were asked for without a prefix.</summary>
        public ConcurrentDictionary<Type, GrainType> Chosen { get; } = new();

        public static Snapshot Of(IReadOnlyList<GrainClassInfo> classes)
        {
            var byType = new Dictionary<GrainType, GrainClassInfo>();
            foreach (var info in classes)
            {
                if (!byType.TryAdd(info.GrainType, info))
                {
                    throw new OrleansConfigurationException(
                        $"KRW7032: {byType[info.GrainType].Class} and {info.Class} both have the grain type '{info.GrainType}'. Give one another name by [GrainType].");
                }
            }

            var byInterface = classes
                .SelectMany(info => info.Interfaces.Select(type => (type, info)))
                .GroupBy(pair => pair.type, pair => pair.info)
                .ToDictionary(group => group.Key, group => group.ToList());
            return new Snapshot(byType, byInterface);
        }
    }
}
