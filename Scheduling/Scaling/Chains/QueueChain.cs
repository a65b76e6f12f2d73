using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Scheduling.Scaling.Chains;

/// <summary>
/// What a step of some seconds does to the requests inside of a model with so many replicas at such a rate: how many are there after it, and
/// which share of those that arrive in it is late. Built from Crommelin's chain (1934): over exactly one service time, those in
/// service leave and those that arrived are added, n' = max(n - servers, 0) + A. It is exact for constant service times and Poisson
/// arrivals; other variability is put into A, which has then the mean of the arrivals and the variance of arrivals and departures together, as
/// in heavy traffic (Whitt 1983). That they gather in bursts is followed by phases (<see cref="SlotArrivals"/>). The queue is bounded, by places or by the time after which
/// requests are given up: who finds it full is late.
/// </summary>
internal sealed class QueueChain
{
    /// <summary>States by which the requests inside are told apart, once a step has been built.</summary>
    public const int Cells = 16;

    // More servers than this are counted in packs, so that a chain has at most some hundred states.
    private const int MostServers = 16;

    // A step has at most about so many slots: service times far below it are taken together, several requests one after the other as one, as long as
    // that is short against the objective.
    private const double MostSlots = 64;
    private const double ObjectiveParts = 8;

    // More packs than this are not told apart: whoever comes then is late in any case.
    private const int MostInside = 768;

    // Cells that reach to so many times the number inside at which the objective is lost.
    private const int FineCells = 10;
    private const double FineReach = 1.4;
    private readonly double[] _next = new double[Cells * Cells];
    private readonly double[] _late = new double[Cells];
    private readonly double[]? _busy;

    public QueueChain(ServiceModel model, int replicas, double rate, double stepSeconds)
    {
        var servers = replicas * model.Parallelism;
        var packs = Math.Min(servers, MostServers);
        var finest = (model.FinestSeconds ?? model.ObjectiveSeconds) - model.OverheadSeconds;
        var together = Math.Max(1, Math.Floor(Math.Min(stepSeconds / MostSlots, finest / ObjectiveParts) / model.Service.Mean));
        var pack = together * (packs == 0 ? 1 : (double)servers / packs);
        var fits = (replicas * (double)(model.HeldPerReplica + model.Parallelism)) + model.QueueLimit + 1;
        var inTime = Math.Max(servers + pack, (servers * (model.TimeoutSeconds - model.OverheadSeconds) / model.Service.Mean) - 0.5);
        var full = (int)Math.Min(MostInside, Math.Ceiling(Math.Min(fits, servers == 0 ? fits : inTime) / pack));
        var mean = rate * model.Service.Mean * together / pack;
        var arrivals = new SlotArrivals(mean, (1 + (model.BatchSize * model.Service.Variability)) / pack, model.Bursts, rate, model.Service.Mean * together);
        var slots = Math.Max(1, (int)Math.Round(stepSeconds / (model.Service.Mean * together)));
        var load = servers == 0 ? 1 : rate / (replicas * model.RatePerReplica);
        Edges = EdgesOf(packs, full, servers / pack * (model.ObjectiveSeconds - model.OverheadSeconds) / model.Service.Mean);
        Middles = [.. Enumerable.Range(0, Cells).Select(cell => pack * (Edges[cell] + Edges[cell + 1] - 1) / 2.0)];
        var late = LateCurve.Of(model, servers, pack, together, full, load);
        var chain = new SlotChain(arrivals, packs, slots, full + 1);
        Fill(chain, new CellSpread(arrivals, packs, full + 1), slots, late, inTime < fits);
        if (model.FinestSeconds is not null)
        {
            LateBehindOthers = LateCurve.BehindOthers(model, servers, load);
            _busy = BusyOver(chain, packs, full);
        }
    }

    /// <summary>The first state of each cell, and one beyond the last.</summary>
    public int[] Edges { get; }

    /// <summary>Requests inside that a cell stands for.</summary>
    public double[] Middles { get; }

    /// <summary>What is late more of those who find nobody waiting when all servers are busy with what is less important; 0 where there is one class.</summary>
    public double LateBehindOthers { get; }

    /// <summary>The share of arrivals in a step that find all servers busy, of a distribution before it; 0 where there is one class.</summary>
    public double BusyShare(ReadOnlySpan<double> cells)
    {
        var busy = 0.0;
        for (var cell = 0; cell < _busy?.Length; cell++)
        {
            busy += cells[cell] * _busy[cell];
        }

        return busy;
    }

    /// <summary>The share of late arrivals in a step that begins with a distribution over the cells, which then becomes that after the step.</summary>
    public double Step(Span<double> cells)
    {
        Span<Vector256<double>> after = stackalloc Vector256<double>[Cells / 4];
        after.Clear();
        var late = 0.0;
        for (var from = 0; from < Cells; from++)
        {
            var share = cells[from];
            if (share > 1e-9)
            {
                late += share * _late[from];
                var row = MemoryMarshal.Cast<double, Vector256<double>>(_next.AsSpan(from * Cells, Cells));
                for (var four = 0; four < after.Length; four++)
                {
                    after[four] += share * row[four];
                }
            }
        }

        MemoryMarshal.Cast<Vector256<double>, double>(after).CopyTo(cells);
        return late;
    }

    /// <summary>The distribution for a number of requests inside.</summary>
    public void Place(double inside, double share, Span<double> cells)
    {
        var above = 1;
        while (above < Cells - 1 && Middles[above] < inside)
        {
            above++;
        }

        var part = Math.Clamp((inside - Middles[above - 1]) / Math.Max(1e-9, Middles[above] - Middles[above - 1]), 0, 1);
        cells[above - 1] += share * (1 - part);
        cells[above] += share * part;
    }

    // Fine around the number inside from which on arrivals are late, coarse beyond.
    private static int[] EdgesOf(int packs, int full, double limit)
    {
        var knee = Math.Clamp((int)Math.Ceiling(FineReach * limit), packs + FineCells, Math.Max(packs + FineCells, full));
        var edges = new int[Cells + 1];
        for (var cell = 1; cell <= Cells; cell++)
        {
            var at = cell - 1 <= FineCells
                ? packs + ((double)(knee - packs) * (cell - 1) / FineCells)
                : knee + ((double)(full - knee) * (cell - 1 - FineCells) / (Cells - 1 - FineCells));
            edges[cell] = Math.Max(edges[cell - 1] + 1, 1 + (int)Math.Round(at));
        }

        return edges;
    }

    private double[] BusyOver(SlotChain chain, int packs, int full)
    {
        var busy = new double[Cells];
        var sum = chain.Met([.. Enumerable.Range(0, full + 1).Select(inside => inside >= packs ? 1.0 : 0.0)]);
        for (var cell = 0; cell < Cells; cell++)
        {
            var (from, to) = (Math.Min(Edges[cell], full), Math.Min(Edges[cell + 1], full + 1));
            for (var state = from; state < Math.Max(from + 1, to); state++)
            {
                busy[cell] += sum[state] / Math.Max(1, to - from);
            }
        }

        return busy;
    }

    private void Fill(SlotChain chain, CellSpread spread, int slots, double[] late, bool turnsAway)
    {
        var states = late.Length;
        var sum = chain.Met(late, turnsAway);
        for (var cell = 0; cell < Cells; cell++)
        {
            var (from, to) = (Math.Min(Edges[cell], states - 1), Math.Min(Edges[cell + 1], states));
            var width = Math.Max(1, to - from);
            for (var state = from; state < from + width; state++)
            {
                spread.Begin(state, cell, 1.0 / width);
                _late[cell] += sum[state] / width;
            }
        }

        spread.Advance(slots);
        var cellOf = new int[states];
        for (int state = 0, at = 0; state < states; state++)
        {
            at += at < Cells - 1 && state >= Edges[at + 1] ? 1 : 0;
            cellOf[state] = at;
        }

        spread.Sum(cellOf, _next);
    }
}
