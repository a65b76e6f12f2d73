using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Scheduling.Scaling.Chains;

/// <summary>The chains of the service models that are in use, and of some that were: times and bursts that are measured go to and fro.</summary>
internal sealed class ServiceChains
{
    // For each that is in use, so many are kept in all.
    private const int Kept = 3;
    private readonly Dictionary<(ServiceModel Service, double StepSeconds), (ChainCache Chains, long Used)> _chains = [];
    private long _uses;

    /// <summary>Those of a service model.</summary>
    /// <param name="service">The service model.</param>
    /// <param name="stepSeconds">Length of a step, in seconds.</param>
    public ChainCache Of(ServiceModel service, double stepSeconds)
    {
        var chains = _chains.TryGetValue((service, stepSeconds), out var known) ? known.Chains : new ChainCache(service, stepSeconds);
        _chains[(service, stepSeconds)] = (chains, _uses++);
        return chains;
    }

    /// <summary>Forgets those that were not in use for longest.</summary>
    /// <param name="used">How many are in use.</param>
    public void Forget(int used)
    {
        foreach (var unused in _chains.OrderByDescending(one => one.Value.Used).Skip(Kept * used).Select(one => one.Key).ToList())
        {
            _chains.Remove(unused);
        }
    }
}
