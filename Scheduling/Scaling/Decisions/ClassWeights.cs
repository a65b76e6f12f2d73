namespace Krewe.Scheduling.Scaling.Decisions;

/// <summary>What late requests of a class count against those of others where places do not suffice.</summary>
public static class ClassWeights
{
    private static readonly double[] Weights = [16, 4, 1];

    /// <summary>That of a class.</summary>
    /// <param name="rank">0 for critical, 1 for standard, 2 and more for batch.</param>
    public static double Of(int rank)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        return Weights[Math.Min(rank, Weights.Length - 1)];
    }
}
