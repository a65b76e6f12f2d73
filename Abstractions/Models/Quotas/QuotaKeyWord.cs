namespace Krewe.Models.Quotas;

/// <summary>What a front tells of one key.</summary>
/// <param name="Key">A fairness key; empty for all requests together.</param>
/// <param name="Spent">All that it ever spent.</param>
/// <param name="Held">What it was leased and has not spent.</param>
/// <param name="Want">What it would like to hold; 0 when it needs the key no longer.</param>
/// <param name="Need">Requests that wait for the answer.</param>
/// <param name="Pace">What it was told last that it may go on with alone, requests a second.</param>
[GenerateSerializer, Immutable, Alias("krewe.QuotaKeyWord")]
public readonly record struct QuotaKeyWord(string Key, long Spent, long Held, long Want, long Need, double Pace);
