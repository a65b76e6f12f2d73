using System.Collections.Frozen;
using Krewe.Runtime.Activations;
using Krewe.Runtime.Clients.Gateways;
using Krewe.Runtime.CodeGeneration;
using Orleans.Runtime;

namespace Krewe.Runtime.Clients;

/// <summary>The grain classes as the cluster has them; those of this process for interfaces that the cluster does not name.</summary>
internal sealed class ClientGrainTypes(GrainClasses own) : IGrainTypes
{
    private volatile FrozenDictionary<string, (GrainType, string)[]> _cluster = FrozenDictionary<string, (GrainType, string)[]>.Empty;

    public void Take(GrainClassName[] classes) => _cluster = classes
        .GroupBy(one => one.Interface, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.Select(one => (one.Type, one.Class)).ToArray(), StringComparer.Ordinal);

    public GrainType Resolve(Type interfaceType, string? prefix = null) =>
        ManifestRegistry.Instance.FindInterface(interfaceType) is { } entry && _cluster.TryGetValue(entry.InterfaceName, out var known)
            ? GrainTypeChoice.Choose(interfaceType, prefix, known)
            : own.Resolve(interfaceType, prefix);
}
