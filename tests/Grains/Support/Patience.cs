namespace Krewe.Grains.Tests.Support;

/// <summary>How long a test waits for what takes so many seconds. In virtual time exactly so long; on Microsoft Orleans time is no verdict.</summary>
internal static class Patience
{
#if ORLEANS
    private const double Least = 120; // seconds of a clock that runs fast, on a machine that may be busy
#else
    private const double Least = 0;
#endif

    public static TimeSpan Of(double seconds) => TimeSpan.FromSeconds(Math.Max(seconds, Least));
}
