namespace Orleans.Configuration;

/// <summary>How a silo treats calls.</summary>
public sealed class SiloMessagingOptions : MessagingOptions
{
    /// <summary>How often a message follows an activation that moved; 2 by default.</summary>
    public int MaxForwardCount { get; set; } = 2;

    /// <summary>Whether placement takes all silos for equal and leaves out the placement filters; the default in test clusters only.</summary>
    public bool AssumeHomogenousSilosForTesting { get; set; }

    /// <summary>Requests that may wait in one activation before callers get <c>LimitExceededException</c>; 0, the default, for no limit.</summary>
    public int MaxEnqueuedRequestsHardLimit { get; set; }
}
