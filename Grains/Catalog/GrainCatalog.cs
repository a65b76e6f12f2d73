using System.Collections.Immutable;
using System.Reflection;
using Krewe.Grains.Placement;

namespace Krewe.Grains.Catalog;

/// <summary>The types of grains of this house, read from their classes: the word, where it lives, what it keeps.</summary>
public static class GrainCatalog
{
    /// <summary>The types by word.</summary>
    public static ImmutableSortedDictionary<string, KnownGrain> Types { get; } = typeof(GrainCatalog).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IGrainBase).IsAssignableFrom(type))
        .Select(Describe)
        .ToImmutableSortedDictionary(known => known.Type, known => known, StringComparer.Ordinal);

    /// <summary>The word of a class, or of a word; null when it is none of this house.</summary>
    /// <param name="name">The full name of a class, with or without its assembly, or a word.</param>
    public static string? TypeOf(string name)
    {
        var comma = name.IndexOf(',', StringComparison.Ordinal);
        var bare = comma < 0 ? name : name[..comma];
        return Types.ContainsKey(bare) ? bare : Types.Values.FirstOrDefault(known => known.ClassName == bare)?.Type;
    }

    private static KnownGrain Describe(Type type)
    {
        var parameter = type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .FirstOrDefault(one => one.GetCustomAttribute<PersistentStateAttribute>() is not null);
        var word = Argument(type.GetCustomAttributesData(), typeof(GrainTypeAttribute))
            ?? throw new InvalidOperationException($"{type} has no [GrainType]: its name in the cluster would follow its class.");
        var movable = type.GetCustomAttribute<HostPlacementAttribute>() is null && type.GetCustomAttribute<LeasePlacementAttribute>() is null;
        if (parameter is null)
        {
            return new KnownGrain.Stateless { Type = word, ClassName = type.FullName!, Movable = movable };
        }

        var known = (KnownGrain)Activator.CreateInstance(typeof(KnownGrain.Stateful<>).MakeGenericType(parameter.ParameterType.GetGenericArguments()[0]))!;
        return known with { Type = word, ClassName = type.FullName!, Movable = movable, StateName = Argument(parameter.GetCustomAttributesData(), typeof(PersistentStateAttribute)) };
    }

    private static string? Argument(IEnumerable<CustomAttributeData> attributes, Type type) =>
        (string?)attributes.FirstOrDefault(attribute => attribute.AttributeType == type)?.ConstructorArguments[0].Value;
}
