using System.Collections.Concurrent;
using System.Reflection;

namespace Krewe.Runtime.CodeGeneration;

/// <summary>Finds the manifests of assemblies: those loaded, those loaded later, and those that either refer to.</summary>
internal sealed class ManifestLoader
{
    private static readonly string[] Framework = ["System", "Microsoft", "mscorlib", "netstandard", "WindowsBase", "xunit", "testhost"];
    private readonly ManifestRegistry _registry;
    private readonly ConcurrentQueue<Assembly> _pending = new();
    private readonly HashSet<Assembly> _seen = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    // Both only grow: the second catches up when what was queued has been registered, not before, so that nobody looks while another still registers.
    private long _queued;
    private long _registered;

    public ManifestLoader(ManifestRegistry registry)
    {
        _registry = registry;
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => Enqueue(loaded.LoadedAssembly);
        foreach (Assembly assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            Enqueue(assembly);
        }
    }

    /// <summary>Takes in what has been loaded since the last call. Cheap when that is nothing.</summary>
    public void LoadPending()
    {
        if (Volatile.Read(ref _registered) == Volatile.Read(ref _queued))
        {
            return;
        }

        lock (_gate)
        {
            while (_pending.TryDequeue(out Assembly? assembly))
            {
                try
                {
                    if (_seen.Add(assembly) && !assembly.IsDynamic && !IsFramework(assembly.GetName().Name))
                    {
                        Load(assembly);
                    }
                }
                finally
                {
                    Interlocked.Increment(ref _registered);
                }
            }
        }
    }

    private static bool IsFramework(string? name) =>
        name is not null && Array.Exists(Framework, prefix => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal));

    private void Enqueue(Assembly assembly)
    {
        Interlocked.Increment(ref _queued);
        _pending.Enqueue(assembly);
    }

    private void Load(Assembly assembly)
    {
        foreach (AssemblyName reference in assembly.GetReferencedAssemblies())
        {
            if (!IsFramework(reference.Name) && _names.Add(reference.FullName))
            {
                TryLoad(reference);
            }
        }

        try
        {
            if (assembly.GetCustomAttribute<GeneratedManifestAttribute>() is { } attribute)
            {
                ((GeneratedManifest)Activator.CreateInstance(attribute.Manifest)!).Register(_registry);
            }
        }
        catch (Exception exception) when (IsMissing(exception))
        {
            // An attribute whose assembly is not there cannot be read; such an assembly has no manifest of ours.
        }
    }

    private static void TryLoad(AssemblyName reference)
    {
        try
        {
            Assembly.Load(reference);
        }
        catch (Exception exception) when (IsMissing(exception))
        {
            // Referred to but not shipped: nothing in it can be used either.
        }
    }

    private static bool IsMissing(Exception exception) => exception is FileNotFoundException or FileLoadException or BadImageFormatException;
}
