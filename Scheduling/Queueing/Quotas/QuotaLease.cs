namespace Krewe.Scheduling.Queueing.Quotas;

/// <summary>What a ledger answers for one key.</summary>
/// <param name="Granted">Requests that the front may let in beyond those that it held.</param>
/// <param name="Keep">What it may hold at most; above it others go short.</param>
/// <param name="Pace">Requests a second that it may let in while the ledger is silent; all fronts' together are no more than the rate.</param>
/// <param name="RetryAfter">When there is something for who goes without now; zero when nobody does.</param>
public readonly record struct QuotaLease(long Granted, long Keep, double Pace, TimeSpan RetryAfter);
