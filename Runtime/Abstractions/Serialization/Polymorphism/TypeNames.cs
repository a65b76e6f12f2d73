using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using Krewe.Runtime.CodeGeneration;
using Orleans.Runtime;

namespace Krewe.Runtime.Serialization;

/// <summary>
/// Stable names of types: a fixed list, aliases of generated types, and <c>name&lt;argument,argument&gt;</c> for generic ones.
/// Names that are not among these resolve to nothing: no type is ever looked up by its CLR name.
/// </summary>
internal static class TypeNames
{
    private static readonly (string Name, Type Type)[] Fixed =
    [
        ("object", typeof(object)), ("bool", typeof(bool)), ("byte", typeof(byte)), ("sbyte", typeof(sbyte)), ("short", typeof(short)),
        ("ushort", typeof(ushort)), ("int", typeof(int)), ("uint", typeof(uint)), ("long", typeof(long)), ("ulong", typeof(ulong)),
        ("int128", typeof(Int128)), ("uint128", typeof(UInt128)), ("float", typeof(float)), ("double", typeof(double)), ("half", typeof(Half)),
        ("decimal", typeof(decimal)), ("char", typeof(char)), ("string", typeof(string)), ("guid", typeof(Guid)), ("datetime", typeof(DateTime)),
        ("datetimeoffset", typeof(DateTimeOffset)), ("date", typeof(DateOnly)), ("time", typeof(TimeOnly)), ("timespan", typeof(TimeSpan)),
        ("uri", typeof(Uri)), ("version", typeof(Version)), ("ip", typeof(IPAddress)), ("idspan", typeof(IdSpan)), ("graintype", typeof(GrainType)),
        ("interfacetype", typeof(GrainInterfaceType)), ("grainid", typeof(GrainId)), ("activation", typeof(ActivationId)), ("silo", typeof(SiloAddress)),
    ];

    private static readonly (string Name, Type Type)[] Generic =
    [
        ("nullable", typeof(Nullable<>)), ("readonlymemory", typeof(ReadOnlyMemory<>)), ("memory", typeof(Memory<>)),
        ("list", typeof(List<>)), ("queue", typeof(Queue<>)), ("stack", typeof(Stack<>)), ("dictionary", typeof(Dictionary<,>)),
        ("sorteddictionary", typeof(SortedDictionary<,>)), ("set", typeof(HashSet<>)), ("sortedset", typeof(SortedSet<>)),
        ("immutablearray", typeof(ImmutableArray<>)), ("immutablelist", typeof(ImmutableList<>)),
        ("immutableset", typeof(ImmutableHashSet<>)), ("immutablesortedset", typeof(ImmutableSortedSet<>)),
        ("immutabledictionary", typeof(ImmutableDictionary<,>)), ("immutablesorteddictionary", typeof(ImmutableSortedDictionary<,>)),
        ("pair", typeof(KeyValuePair<,>)), ("tuple1", typeof(ValueTuple<>)), ("tuple2", typeof(ValueTuple<,>)), ("tuple3", typeof(ValueTuple<,,>)),
        ("tuple4", typeof(ValueTuple<,,,>)), ("tuple5", typeof(ValueTuple<,,,,>)), ("tuple6", typeof(ValueTuple<,,,,,>)),
        ("tuple7", typeof(ValueTuple<,,,,,,>)), ("tuple8", typeof(ValueTuple<,,,,,,,>)), ("reftuple1", typeof(Tuple<>)),
        ("reftuple2", typeof(Tuple<,>)), ("reftuple3", typeof(Tuple<,,>)), ("reftuple4", typeof(Tuple<,,,>)),
    ];

    private static readonly Dictionary<string, Type> TypesByName = Fixed.Concat(Generic).ToDictionary(pair => pair.Name, pair => pair.Type, StringComparer.Ordinal);
    private static readonly Dictionary<Type, string> NamesByType = Fixed.Concat(Generic).ToDictionary(pair => pair.Type, pair => pair.Name);
    private static readonly ConcurrentDictionary<Type, string> Formatted = new();
    private static readonly ConcurrentDictionary<string, Type> Resolved = new(StringComparer.Ordinal);

    private const string Array = "array";
    private const string Grain = "grain:";

    /// <summary>The stable name of a type.</summary>
    /// <exception cref="Orleans.Serialization.CodecNotFoundException">It has none.</exception>
    public static string Format(Type type) =>
        Formatted.TryGetValue(type, out string? name) ? name : Formatted.GetOrAdd(type, Compose(type));

    /// <summary>The name of a generic collection's definition, or null.</summary>
    public static string? FormatDefinition(Type definition) => NamesByType.GetValueOrDefault(definition);

    /// <summary>The generic definition of that name, or null.</summary>
    public static Type? ResolveDefinition(string name) => TypesByName.GetValueOrDefault(name) is { IsGenericTypeDefinition: true } type ? type : null;

    /// <summary>The type of that name, or null.</summary>
    public static Type? Resolve(string name)
    {
        if (Resolved.TryGetValue(name, out Type? known))
        {
            return known;
        }

        if (Parse(name, 0) is not { ContainsGenericParameters: false } type)
        {
            return null;
        }

        // Only what this process writes itself is kept: input cannot fill the memory with names.
        if (Formatted.ContainsKey(type))
        {
            Resolved.TryAdd(name, type);
        }

        return type;
    }

    private static string Compose(Type type)
    {
        if (type.IsSZArray)
        {
            return $"{Array}<{Format(type.GetElementType()!)}>";
        }

        Type definition = type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type;
        string? name = NamesByType.GetValueOrDefault(definition) ?? ManifestRegistry.Instance.FindName(definition);
        if (name is null && ManifestRegistry.Instance.FindInterface(type) is { } grain)
        {
            name = Grain + grain.InterfaceName;
        }

        if (name is null)
        {
            throw SerializationErrors.NoName(type);
        }

        return type.IsConstructedGenericType ? $"{name}<{string.Join(',', type.GetGenericArguments().Select(Format))}>" : name;
    }

    private static Type? Parse(string name, int depth)
    {
        if (depth > WireLimits.MaxTypeNameDepth)
        {
            return null;
        }

        if ((TypesByName.GetValueOrDefault(name) ?? ManifestRegistry.Instance.FindType(name)) is { } exact)
        {
            return exact;
        }

        if (name.StartsWith(Grain, StringComparison.Ordinal))
        {
            return ManifestRegistry.Instance.FindInterface(name[Grain.Length..])?.InterfaceType;
        }

        int open = name.IndexOf('<', StringComparison.Ordinal);
        if (open <= 0 || name[^1] != '>')
        {
            return null;
        }

        List<Type> arguments = [];
        foreach (string part in Split(name[(open + 1)..^1]))
        {
            if (Parse(part, depth + 1) is not { ContainsGenericParameters: false } argument)
            {
                return null;
            }

            arguments.Add(argument);
        }

        return Construct(name[..open], [.. arguments]);
    }

    private static Type? Construct(string name, Type[] arguments)
    {
        if (name == Array)
        {
            return arguments.Length == 1 ? arguments[0].MakeArrayType() : null;
        }

        Type? definition = TypesByName.GetValueOrDefault(name) ?? ManifestRegistry.Instance.FindType(name);
        if (definition is not { IsGenericTypeDefinition: true } || definition.GetGenericArguments().Length != arguments.Length)
        {
            return null;
        }

        try
        {
            return definition.MakeGenericType(arguments);
        }
        catch (ArgumentException)
        {
            // A type argument does not meet the definition's constraints.
            return null;
        }
    }

    private static List<string> Split(string arguments)
    {
        List<string> parts = [];
        int depth = 0;
        int start = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            depth += arguments[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (arguments[i] == ',' && depth == 0)
            {
                parts.Add(arguments[start..i]);
                start = i + 1;
            }
        }

        parts.Add(arguments[start..]);
        return parts;
    }
}
