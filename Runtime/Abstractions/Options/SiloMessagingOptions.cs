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

    /// <summary>How long a request may run before its activation is taken to hang and is left behind; 2 h by default.</summary>
    public TimeSpan MaxRequestProcessingTime { get; set; } = TimeSpan.FromHours(2);

    /// <summary>How long a request runs before a warning is logged, repeated each time this has doubled; 20 s by default.</summary>
    public TimeSpan RequestProcessingWarningTime { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a request waits in its activation before a warning is logged, repeated each time this has doubled; 20 s by default.</summary>
    public TimeSpan RequestQueueDelayWarningTime { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often activations are looked through for such requests; 5 s by default.</summary>
    public TimeSpan GrainWorkloadAnalysisPeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a gateway keeps what is for a client that lost its connection; 1 min by default.</summary>
    public TimeSpan ClientDropTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a silo that stops waits for its clients to go over to other gateways; 30 s by default.</summary>
    public TimeSpan ClientGatewayShutdownNotificationTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
