using System.Collections.Concurrent;
using System.Reflection;
using Krewe.Runtime.Placement;
using Orleans;
using Orleans.Placement;
using Orleans.Runtime;

namespace Krewe.Runtime.Activations;

/// <summary>What the engine knows of a grain class. One for each class.</summary>
internal sealed class GrainClassInfo(Type grainClass, GrainType grainType, IReadOnlyList<Type> interfaces, IServiceProvider services)
{
    // Late, so that a class that cannot work fails the calls to itself and no others.
    private readonly Lazy<GrainConstructor> _constructor = new(() => new GrainConstructor(grainClass));
    private readonly Lazy<InterleavingRules> _rules = new(() => new InterleavingRules(grainClass));
    private readonly Lazy<ClassPlacement> _placement = new(() => ClassPlacement.Of(grainClass, grainType, services));
    private readonly ConcurrentDictionary<MethodInfo, MethodInfo> _implementations = new();

    public Type Class => grainClass;

    /// <summary>What statistics call it: its full name and its assembly's, as Orleans writes them.</summary>
    public string Name { get; } = $"{grainClass.FullName},{grainClass.Assembly.GetName().Name}";

    public GrainType GrainType => grainType;

    /// <summary>Its grain interfaces, markers left out.</summary>
    public IReadOnlyList<Type> Interfaces => interfaces;

    public InterleavingRules Rules => _rules.Value;

    public PlacementStrategy Placement => _placement.Value.Strategy;

    public IReadOnlyList<PlacementFilterStrategy> Filters => _placement.Value.Filters;

    /// <summary>After how much idle time it is collected; null for the silo's default, infinite for never.</summary>
    public TimeSpan? CollectionAge { get; } = grainClass.IsDefined(typeof(KeepAliveAttribute), inherit: true)
        ? Timeout.InfiniteTimeSpan
        : grainClass.GetCustomAttribute<CollectionAgeLimitAttribute>(inherit: true)?.AgeLimit;

    public object CreateInstance(Activation activation) => _constructor.Value.Create(activation);

    /// <summary>The class's method behind an interface method.</summary>
    public MethodInfo Implementation(MethodInfo method) => _implementations.GetOrAdd(
        method,
        static (method, grainClass) =>
        {
            if (method.DeclaringType is not { IsInterface: true } declaring || !declaring.IsAssignableFrom(grainClass))
            {
                return method;
            }

            var map = grainClass.GetInterfaceMap(declaring);
            var index = Array.IndexOf(map.InterfaceMethods, method);
            return index < 0 ? method : map.TargetMethods[index];
        },
        grainClass);
}
