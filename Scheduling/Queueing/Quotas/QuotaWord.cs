namespace Krewe.Scheduling.Queueing.Quotas;

/// <summary>What a front tells of one key.</summary>
/// <param name="Spent">All that it ever spent of its leases. Total, so that a message that is lost or heard twice changes nothing.</param>
/// <param name="Held">What it was leased and has not spent; what it gives back is not in it any more.</param>
/// <param name="Want">What it would like to hold; 0 when it needs the key no longer.</param>
/// <param name="Need">Requests that wait for the answer.</param>
/// <param name="Pace">What it was told last that it may go on with alone, requests a second.</param>
public readonly record struct QuotaWord(long Spent, long Held, long Want, long Need, double Pace);
