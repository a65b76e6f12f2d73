using System.Collections.Concurrent;
using Krewe.Runtime.Serialization;
using Orleans.Runtime;

namespace Krewe.Runtime.CodeGeneration;

/// <summary>
/// Everything that was generated for the assemblies of this process: proxies, grain methods, grain classes, codecs and their names.
/// Assemblies are taken in when they are loaded; those that loaded ones refer to are loaded on the first look-up.
/// Safe for all threads.
/// </summary>
public sealed class ManifestRegistry
{
    private readonly ConcurrentDictionary<Type, GrainInterfaceEntry> _interfaces = new();
    private readonly ConcurrentDictionary<string, GrainInterfaceEntry> _interfacesByName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Interface, string Method), GrainMethod> _methods = new();
    private readonly ConcurrentDictionary<Type, GrainClassEntry> _classes = new();
    private readonly ConcurrentDictionary<Type, Func<ValueCodec>> _codecs = new();
    private readonly ConcurrentDictionary<Type, Type> _genericCodecs = new();
    private readonly ConcurrentDictionary<Type, string> _names = new();
    private readonly ConcurrentDictionary<string, Type> _typesByName = new(StringComparer.Ordinal);
    private readonly ManifestLoader _loader;

    private ManifestRegistry() => _loader = new ManifestLoader(this);

    /// <summary>The registry of this process.</summary>
    public static ManifestRegistry Instance { get; } = new();

    /// <summary>All grain classes known now, ordered by full name.</summary>
    public IReadOnlyList<GrainClassEntry> GrainClasses
    {
        get
        {
            _loader.LoadPending();
            return [.. _classes.Values.OrderBy(entry => entry.GrainClass.FullName, StringComparer.Ordinal)];
        }
    }

    /// <summary>All grain interfaces known now, ordered by name.</summary>
    public IReadOnlyList<GrainInterfaceEntry> GrainInterfaces
    {
        get
        {
            _loader.LoadPending();
            return [.. _interfaces.Values.OrderBy(entry => entry.InterfaceName, StringComparer.Ordinal)];
        }
    }

    /// <summary>The grain interface of that type, or null when nothing was generated for it.</summary>
    /// <param name="interfaceType">A grain interface.</param>
    public GrainInterfaceEntry? FindInterface(Type interfaceType)
    {
        _loader.LoadPending();
        return _interfaces.GetValueOrDefault(interfaceType);
    }

    /// <summary>The grain interface of that stable name, or null.</summary>
    /// <param name="interfaceName">Its alias, or else its full name.</param>
    public GrainInterfaceEntry? FindInterface(string interfaceName)
    {
        _loader.LoadPending();
        return _interfacesByName.GetValueOrDefault(interfaceName);
    }

    /// <summary>The method of that name, or null.</summary>
    /// <param name="interfaceName">The stable name of the interface that declares it.</param>
    /// <param name="wireName">The method's stable name.</param>
    public GrainMethod? FindMethod(string interfaceName, string wireName)
    {
        _loader.LoadPending();
        return _methods.GetValueOrDefault((interfaceName, wireName));
    }

    /// <summary>A proxy of a grain.</summary>
    /// <param name="interfaceType">A grain interface.</param>
    /// <param name="grainId">The grain.</param>
    /// <param name="sender">Takes the calls.</param>
    /// <exception cref="ArgumentException">No proxy was generated for the interface.</exception>
    public GrainReference CreateReference(Type interfaceType, GrainId grainId, IGrainCallSender sender)
    {
        ArgumentNullException.ThrowIfNull(interfaceType);
        GrainInterfaceEntry entry = FindInterface(interfaceType) ?? throw new ArgumentException(
            $"KRW7110: No proxy for {interfaceType}. It must be an interface that derives from a grain interface such as IGrainWithStringKey, not generic, in an assembly that is built with the source generator.",
            nameof(interfaceType));
        return entry.CreateReference(grainId, sender);
    }

    /// <summary>Adds a grain interface. For generated code.</summary>
    /// <param name="interfaceType">The interface.</param>
    /// <param name="interfaceName">Its stable name.</param>
    /// <param name="methods">The methods that are called under its name.</param>
    /// <param name="createReference">Makes a proxy.</param>
    public void AddInterface(Type interfaceType, string interfaceName, GrainMethod[] methods, Func<GrainId, IGrainCallSender, GrainReference> createReference)
    {
        ArgumentNullException.ThrowIfNull(methods);
        GrainInterfaceEntry entry = new(interfaceType, interfaceName, methods, createReference);
        _interfaces[interfaceType] = entry;
        GrainInterfaceEntry first = _interfacesByName.GetOrAdd(interfaceName, entry);
        RefuseDuplicate(interfaceName, first.InterfaceType, interfaceType);
        foreach (GrainMethod method in methods)
        {
            _methods.TryAdd((interfaceName, method.WireName), method);
        }
    }

    /// <summary>Adds a grain class. For generated code.</summary>
    /// <param name="grainClass">The class.</param>
    /// <param name="grainInterfaces">Its grain interfaces.</param>
    public void AddGrainClass(Type grainClass, Type[] grainInterfaces) =>
        _classes[grainClass] = new GrainClassEntry(grainClass, grainInterfaces);

    /// <summary>Adds the codec of a type. For generated code.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="alias">Its stable name.</param>
    /// <param name="create">Makes the codec.</param>
    public void AddCodec<T>(string alias, Func<ValueCodec<T>> create)
    {
        AddName(typeof(T), alias);
        _codecs.TryAdd(typeof(T), create);
    }

    /// <summary>Adds the codec of a generic type. For generated code.</summary>
    /// <param name="openType">The type's definition.</param>
    /// <param name="alias">Its stable name.</param>
    /// <param name="openCodec">The codec's definition, with the same type parameters.</param>
    public void AddGenericCodec(Type openType, string alias, Type openCodec)
    {
        AddName(openType, alias);
        _genericCodecs.TryAdd(openType, openCodec);
    }

    /// <summary>Gives a type that needs no codec of its own a stable name. For generated code.</summary>
    /// <param name="type">An enum.</param>
    /// <param name="alias">Its stable name.</param>
    public void AddName(Type type, string alias)
    {
        RefuseDuplicate(alias, _typesByName.GetOrAdd(alias, type), type);
        _names.TryAdd(type, alias);
    }

    internal ValueCodec? CreateCodec(Type type)
    {
        _loader.LoadPending();
        if (_codecs.TryGetValue(type, out Func<ValueCodec>? create))
        {
            return create();
        }

        return type.IsConstructedGenericType && _genericCodecs.TryGetValue(type.GetGenericTypeDefinition(), out Type? codec)
            ? (ValueCodec)Activator.CreateInstance(codec.MakeGenericType(type.GetGenericArguments()))!
            : null;
    }

    internal string? FindName(Type type)
    {
        _loader.LoadPending();
        return _names.GetValueOrDefault(type);
    }

    internal Type? FindType(string alias)
    {
        _loader.LoadPending();
        return _typesByName.GetValueOrDefault(alias);
    }

    // The same assembly may be loaded twice, in contexts of their own; the first stays. Different types of one name are a mistake.
    private static void RefuseDuplicate(string name, Type first, Type second)
    {
        if (first != second && first.FullName != second.FullName)
        {
            throw new InvalidOperationException(
                $"KRW7111: The name \"{name}\" is given to {first.AssemblyQualifiedName} and to {second.AssemblyQualifiedName}. Give one of them an [Alias] of its own.");
        }
    }
}
