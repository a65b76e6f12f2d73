using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Scheduling.Scaling.Chains;

/// <summary>Which share of those that arrive is late, by how many are inside (docs/scaling.md, Queue, Classes, Batches).</summary>
internal static class LateCurve
{
    // Points at which a wait that is spread is looked at.
    private const int Points = 8;

    // What a class always counts on of the servers: ageing lifts what waits. As for admission (RankLoads.LeastShare).
    private const double LeastShare = 0.05;

    // Beyond this load the chain of the class itself says that it waits.
    private const double MostLoad = 0.95;

    /// <summary>By state, the last one being the full queue.</summary>
    /// <param name="model">The service model.</param>
    /// <param name="servers">Requests in service at most, of all replicas.</param>
    /// <param name="pack">Requests that a state stands for.</param>
    /// <param name="together">Service times that are taken as one.</param>
    /// <param name="full">The state in which nobody fits any more.</param>
    /// <param name="load">The load that counts, as a share of what the servers do.</param>
    public static double[] Of(ServiceModel model, int servers, double pack, double together, int full, double load)
    {
        var objective = model.ObjectiveSeconds - model.OverheadSeconds;
        var left = Left(model, load);
        var late = new double[full + 1];
        for (var inside = 0; inside < full; inside++)
        {
            var behind = (inside * pack) - (servers * together);
            late[inside] = servers == 0 ? 1
                : model.BatchSize > 1 ? Batched(model, servers, inside * pack, behind, objective, left)
                : model.Service.ShareAbove(objective - (Math.Max(0, behind + 0.5) * model.Service.Mean / servers / left));
        }

        late[full] = 1;
        return late;
    }

    /// <summary>
    /// How much more is late of those before whom nobody of their class or above waits, when all servers are busy with others than when one is free. They wait
    /// until the first of the servers is done, and behind those of their class and above who wait for it too: in the time in which all are
    /// busy those meet one server of all their speed (Fuhrmann, Cooper 1985). Exact where service times are exponential (Davis 1966); with one server
    /// the mean is Cobham's (1954) for any.
    /// </summary>
    /// <param name="model">The service model.</param>
    /// <param name="servers">Requests in service at most, of all replicas.</param>
    /// <param name="load">The load of the class and those above, as a share of what the servers do.</param>
    public static double BehindOthers(ServiceModel model, int servers, double load)
    {
        if (servers == 0)
        {
            return 0;
        }

        var (objective, slots, left) = (model.ObjectiveSeconds - model.OverheadSeconds, servers / model.BatchSize, Left(model, load));
        var waits = Math.Min(MostLoad, load);
        var mean = model.Service.Mean * (1 + model.Service.Variability) / (2 * slots * (1 - waits) * left);
        var late = 0.0;
        for (var first = 0; first < Points; first++)
        {
            var until = UntilFirst(model, slots, first) / left;
            late += (1 - waits) * model.Service.ShareAbove(objective - until) / Points;
            for (var behind = 0; behind < Points; behind++)
            {
                late += waits * model.Service.ShareAbove(objective - until + (mean * Math.Log(1 - ((behind + 0.5) / Points)))) / (Points * Points);
            }
        }

        return late - model.Service.ShareAbove(objective);
    }

    // How long the first of so many that are busy still takes, at a point of its distribution: they do not end evenly one after the other.
    private static double UntilFirst(ServiceModel model, int slots, int point) =>
        model.Service.Residual.Quantile(1 - Math.Pow(1 - ((point + 0.5) / Points), 1.0 / slots));

    // What classes above leave of the servers to those that wait behind them.
    private static double Left(ServiceModel model, double load) => Math.Max(LeastShare, 1 - (model.LoadAbove * load));

    // Who comes while each slot executes a batch waits for one of them to end, and as many batches longer as wait already; what is inside says how full
    // the batches are.
    private static double Batched(ServiceModel model, int servers, double inside, double behind, double objective, double left)
    {
        var slots = servers / model.BatchSize;
        var fill = Math.Clamp(inside / slots, 1, model.BatchSize);
        var part = model.SingleShare + ((1 - model.SingleShare) * (fill - 1) / (model.BatchSize - 1));
        if (inside < slots)
        {
            return model.Service.ShareAbove(objective / part);
        }

        var (before, late) = (Math.Floor(Math.Max(0, behind) / model.BatchSize), 0.0);
        for (var point = 0; point < Points; point++)
        {
            var wait = (UntilFirst(model, slots, point) + (before * model.Service.Mean / slots)) * part / left;
            late += model.Service.ShareAbove((objective - wait) / part) / Points;
        }

        return late;
    }
}
