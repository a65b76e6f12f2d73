namespace Krewe.Bench.Slo;

/// <summary>What a policy made of a trace.</summary>
/// <param name="Offered">Requests by class.</param>
/// <param name="Kept">Those answered by their deadline.</param>
internal sealed record SloOutcome(int[] Offered, int[] Kept)
{
    /// <summary>What a kept deadline is worth, by class.</summary>
    public static readonly double[] Weights = [4, 2, 1];

    /// <summary>The share of the deadlines of a class that was kept.</summary>
    public double Attainment(int @class) => Offered[@class] == 0 ? 1 : Kept[@class] / (double)Offered[@class];

    /// <summary>The share of all that could be won.</summary>
    public double WeightedGoodput => Kept.Zip(Weights, (kept, weight) => kept * weight).Sum() / Offered.Zip(Weights, (offered, weight) => offered * weight).Sum();
}
