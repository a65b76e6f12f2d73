using System.Collections.Frozen;
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

    private static readonly FrozenDictionary<string, string> Words = Types.Values.ToFrozenDictionary(known => known.ClassName, known => known.Type, StringComparer.Ordinal);

    /// <summary>The word of a class; null when it is none of this house.</summary>
    /// <param name="className">The full name of a class and the name of its assembly, with a comma between.</param>
    public static string? TypeOf(string className) => Words.GetValueOrDefault(className);

    private static KnownGrain Describe(Type type)
    {
        var parameter = type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .FirstOrDefault(one => one.GetCustomAttribute<PersistentStateAttribute>() is not null);
        var word = Argument(type.GetCustomAttributesData(), typeof(GrainTypeAttribute))
            ?? throw new InvalidOperationException($"{type} has no [GrainType]: its name in the cluster would follow its class.");
        var movable = type.GetCustomAttribute<HostPlacementAttribute>() is null && type.GetCustomAttribute<LeasePlacementAttribute>() is null;
        if (parameter is null)
        {
            return new KnownGrain.Stateless { Type = word, ClassName = $"{type.FullName},{type.Assembly.GetName().Name}", Movable = movable };
        }

        var known = (KnownGrain)Activator.CreateInstance(typeof(KnownGrain.Stateful<>).MakeGenericType(parameter.ParameterType.GetGenericArguments()[0]))!;
        return known with { Type = word, ClassName = $"{type.FullName},{type.Assembly.GetName().Name}", Movable = movable, StateName = Argument(parameter.GetCustomAttributesData(), typeof(PersistentStateAttribute)) };
    }

    private static string? Argument(IEnumerable<CustomAttributeData> attributes, Type type) =>
        (string?)attributes.FirstOrDefault(attribute => attribute.AttributeType == type)?.ConstructorArguments[0].Value;
}
