using System.Collections.Immutable;
using Krewe.Hosts;
using Krewe.Specs;
using Krewe.Weights;

namespace Krewe.Grains.Pools.Planning;

/// <summary>Which hosts have the files of a model.</summary>
internal static class WarmHosts
{
    /// <summary>Those that have all of them; where none has, those that have or fetch all of them.</summary>
    /// <param name="spec">The model; without weights no host is preferred.</param>
    /// <param name="hosts">The hosts.</param>
    public static ImmutableArray<string> Of(ModelSpec spec, IEnumerable<HostView> hosts)
    {
        var weights = spec.Backend.Weights;
        if (weights.IsEmpty)
        {
            return [];
        }

        var all = hosts.Where(host => !host.Weights.IsEmpty).ToList();
        ImmutableArray<string> warm = [.. all.Where(host => Has(host, file => file == WeightsState.Held)).Select(host => host.Host)];
        return warm.IsEmpty ? [.. all.Where(host => Has(host, file => file is WeightsState.Held or WeightsState.Fetching)).Select(host => host.Host)] : warm;

        bool Has(HostView host, Func<WeightsState, bool> counts) =>
            weights.All(file => host.Weights.Any(held => held.Digest == file.Digest && counts(held.State)));
    }

    /// <summary>Bytes of all files of a model, as hosts that know them tell, else as its spec says; what nobody knows counts nothing.</summary>
    public static long BytesOf(ModelSpec spec, IReadOnlyCollection<HostView> hosts) => spec.Backend.Weights.Sum(file =>
        hosts.SelectMany(host => host.Weights).FirstOrDefault(held => held.Digest == file.Digest && held.Bytes is not null)?.Bytes ?? file.Bytes ?? 0);
}
