namespace Krewe.Models.Quotas;

/// <summary>What a front gets of one key.</summary>
/// <param name="Key">A fairness key; empty for all requests together.</param>
/// <param name="Granted">Requests that it may let in beyond those that it held.</param>
/// <param name="Keep">What it may hold at most.</param>
/// <param name="Pace">Requests a second that it may let in while the ledger is silent.</param>
/// <param name="RetryAfter">When there is something for who goes without now; zero when nobody does.</param>
[GenerateSerializer, Immutable, Alias("krewe.QuotaKeyLease")]
public readonly record struct QuotaKeyLease(string Key, long Granted, long Keep, double Pace, TimeSpan RetryAfter);
