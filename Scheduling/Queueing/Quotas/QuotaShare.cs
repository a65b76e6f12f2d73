namespace Krewe.Scheduling.Queueing.Quotas;

/// <summary>What a bucket knows of one front. Owned by the bucket.</summary>
internal sealed class QuotaShare
{
    /// <summary>Its last total.</summary>
    public long Spent { get; set; }

    /// <summary>What it may hold, as far as is known.</summary>
    public long Out { get; set; }

    /// <summary>What it wants to hold, with those that wait.</summary>
    public long Want { get; set; }

    /// <summary>Requests that went without at its last word.</summary>
    public long Missing { get; set; }

    /// <summary>What it may go on with alone.</summary>
    public double Pace { get; set; }

    /// <summary>When it was heard last.</summary>
    public TimeSpan HeardAt { get; set; }

    /// <summary>Its lease is over and it may be alone.</summary>
    public bool Silent { get; set; }
}
