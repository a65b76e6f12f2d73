using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Krewe.Scheduling.Scaling.Chains;

/// <summary>
/// How many requests come in a slot, by mean and variance: Poisson where they are equal, negative binomial where the variance is larger,
/// a normal one cut into whole numbers where it is smaller.
/// </summary>
internal static class CountDistribution
{
    // Beyond so many standard deviations, and a few more, less than a millionth is left; of a Poisson process much less sooner.
    private const double Reach = 6;
    private const double Few = 4;
    private const double Beyond = 1e-8;

    public static double[] Of(double mean, double variance)
    {
        var length = (int)Math.Ceiling(mean + (Reach * Math.Sqrt(variance)) + Few) + 1;
        var shares = new double[length];
        for (var count = 0; count < length; count++)
        {
            shares[count] = mean <= 0 ? (count == 0 ? 1 : 0)
                : variance > 1.001 * mean ? NegativeBinomial(count, mean, variance)
                : variance > 0.999 * mean ? Math.Exp((count * Math.Log(mean)) - mean - SpecialFunctions.FactorialLn(count))
                : Cell(count, mean, Math.Sqrt(variance));
        }

        var (sum, beyond) = (shares.Sum(), 0.0);
        while (beyond + shares[length - 1] < Beyond * sum)
        {
            beyond += shares[--length];
        }

        return [.. shares.Take(length).Select(share => share / (sum - beyond))];
    }

    private static double NegativeBinomial(int count, double mean, double variance)
    {
        var size = mean * mean / (variance - mean);
        return Math.Exp(SpecialFunctions.GammaLn(count + size) - SpecialFunctions.GammaLn(size) - SpecialFunctions.FactorialLn(count)
            + (size * Math.Log(size / (size + mean))) + (count * Math.Log(mean / (size + mean))));
    }

    private static double Cell(int count, double mean, double deviation) =>
        Normal.CDF(mean, deviation, count + 0.5) - (count == 0 ? 0 : Normal.CDF(mean, deviation, count - 0.5));
}
