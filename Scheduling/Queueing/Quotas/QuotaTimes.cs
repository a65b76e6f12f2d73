namespace Krewe.Scheduling.Queueing.Quotas;

/// <summary>The times of leased quota. See docs/quotas.md.</summary>
public static class QuotaTimes
{
    /// <summary>A front that uses a quota speaks to its ledger so often.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a front may spend what it was leased, counted from before it asked.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    /// <summary>How long a front goes on at the pace that it was told last, when its ledger is silent; counted from before it asked.</summary>
    public static readonly TimeSpan Alone = TimeSpan.FromSeconds(15);

    /// <summary>How long a ledger that begins anew gives only for fronts that it has heard: the others may go on alone until they reach it.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    /// <summary>What a front allows above the pace that it was told gathers for no longer than this while it is alone.</summary>
    public static readonly TimeSpan AloneBurst = TimeSpan.FromMilliseconds(200);
}
