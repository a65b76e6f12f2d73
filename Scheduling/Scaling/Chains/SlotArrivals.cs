using Krewe.Scheduling.Scaling.Demand;

namespace Krewe.Scheduling.Scaling.Chains;

/// <summary>How many requests come in a slot: as always, or by the phase it is in, that of a burst or that between bursts.</summary>
internal sealed class SlotArrivals
{
    private static readonly double[][] Always = [[1]];

    /// <summary>Finds them.</summary>
    /// <param name="mean">Requests in a slot on average, at least 0.</param>
    /// <param name="dispersion">Their variance as a multiple of it, in each phase.</param>
    /// <param name="bursts">How they gather.</param>
    /// <param name="rate">Requests each second, by which bursts are as long and often as they are.</param>
    /// <param name="slotSeconds">Length of a slot, in seconds.</param>
    public SlotArrivals(double mean, double dispersion, ArrivalBursts bursts, double rate, double slotSeconds)
    {
        if (bursts.Share <= 0 || rate <= 0)
        {
            (Counts, Shares, Weights, Moves) = ([CountDistribution.Of(mean, mean * dispersion)], [1], [1], Always);
            return;
        }

        var (share, seconds) = bursts.At(rate);
        var end = Math.Min(1, slotSeconds / seconds);
        var begin = Math.Min(1, end * share / (1 - share));
        var usual = 1 / (1 + (share * bursts.Size));
        Weights = [usual, usual * (1 + bursts.Size)];
        Counts = [.. Weights.Select(weight => CountDistribution.Of(weight * mean, weight * mean * dispersion))];
        Shares = [1 - share, share];
        Moves = [[1 - begin, begin], [end, 1 - end]];
    }

    /// <summary>Phases that are told apart: one, or two.</summary>
    public int Phases => Shares.Length;

    /// <summary>By phase, the probability of each number of requests.</summary>
    public double[][] Counts { get; }

    /// <summary>The share of time that is spent in each phase.</summary>
    public double[] Shares { get; }

    /// <summary>What comes in a phase as a multiple of the mean.</summary>
    public double[] Weights { get; }

    /// <summary>By phase, the probability of each phase in the slot after it.</summary>
    public double[][] Moves { get; }
}
