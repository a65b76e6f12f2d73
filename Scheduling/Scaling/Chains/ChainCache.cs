using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Scheduling.Scaling.Chains;

/// <summary>Chains of one service model that have been built, by replicas and load. Loads are rounded to two hundredths, beyond 1.6 to tenths of themselves; below 0.4 they are told apart only where a class may be a small part of them.</summary>
internal sealed class ChainCache(ServiceModel model, double stepSeconds)
{
    private const double LeastOfModel = 0.4;
    private const double LeastOfClass = 0.02;
    private const double Fine = 0.02;
    private const double FineTo = 1.6;
    private const double Coarse = 1.1;
    private const double Most = 12;
    private readonly double _least = model.FinestSeconds is null ? LeastOfModel : LeastOfClass;
    private readonly Dictionary<(int Replicas, int Load), QueueChain> _chains = [];

    public double StepSeconds => stepSeconds;

    public QueueChain Of(int replicas, double rate)
    {
        var key = (replicas, replicas == 0 ? 0 : BinOf(rate / (replicas * model.RatePerReplica)));
        if (!_chains.TryGetValue(key, out var chain))
        {
            var load = replicas == 0 ? 1 : LoadOf(key.Item2);
            _chains[key] = chain = new QueueChain(model, replicas, replicas == 0 ? model.RatePerReplica : load * replicas * model.RatePerReplica, stepSeconds);
        }

        return chain;
    }

    private int BinOf(double load) => load <= _least ? 0
        : load <= FineTo ? (int)Math.Round((load - _least) / Fine)
        : (int)Math.Round((FineTo - _least) / Fine) + (int)Math.Round(Math.Log(Math.Min(load, Most) / FineTo) / Math.Log(Coarse));

    private double LoadOf(int bin)
    {
        var fine = (int)Math.Round((FineTo - _least) / Fine);
        return bin <= fine ? _least + (bin * Fine) : FineTo * Math.Pow(Coarse, bin - fine);
    }
}
