namespace Krewe.Scheduling.Tests.Scaling.Bursts;

/// <summary>Arrivals that gather: Poisson, and in bursts of exponential lengths several times as many.</summary>
internal static class GatheredArrivals
{
    /// <summary>Their times.</summary>
    /// <param name="rate">Requests each second on average.</param>
    /// <param name="share">The share of time that is spent in bursts.</param>
    /// <param name="seconds">Mean length of a burst.</param>
    /// <param name="size">How much more comes in one.</param>
    /// <param name="until">How long, in seconds.</param>
    /// <param name="seed">The seed.</param>
    public static IEnumerable<double> Draw(double rate, double share, double seconds, double size, double until, int seed)
    {
        var random = new Random(seed);
        double Exponential(double mean) => -mean * Math.Log(1 - random.NextDouble());
        var usual = rate / (1 + (share * size));
        var (now, inBurst) = (0.0, false);
        var change = share > 0 ? Exponential(seconds * (1 - share) / share) : double.PositiveInfinity;
        while (now < until)
        {
            var next = now + Exponential(1 / (usual * (inBurst ? 1 + size : 1)));
            if (next < change)
            {
                yield return now = next;
            }
            else
            {
                (now, inBurst) = (change, !inBurst);
                change += Exponential(inBurst ? seconds : seconds * (1 - share) / share);
            }
        }
    }
}
