namespace Krewe.Scheduling.Queueing.Quotas;

/// <summary>How much a key may have.</summary>
/// <param name="Rate">Requests a second, positive.</param>
/// <param name="Burst">What comes in so long a time gathers while nobody asks, positive.</param>
public readonly record struct QuotaLimit(double Rate, TimeSpan Burst)
{
    /// <summary>The most that gathers: at least one request.</summary>
    public double Capacity => Math.Max(1, Rate * Burst.TotalSeconds);
}
