namespace Orleans.Configuration;

/// <summary>How items are brought to consumers.</summary>
public class StreamPullingAgentOptions
{
    /// <summary>The shortest wait before something that failed is tried again; doubled each time, up to 10 s. 100 ms by default, above zero.</summary>
    public TimeSpan GetQueueMsgsTimerPeriod { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How many batches are brought to a consumer in one call; 1 by default, at least 1.</summary>
    public int BatchContainerBatchSize { get; set; } = 1;

    /// <summary>For how long a consumer that fails is given the same batch, before it is dropped; 1 min by default, zero or more.</summary>
    public TimeSpan MaxEventDeliveryTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>After how much time without items a stream's consumers are forgotten, and asked for with the next item; 30 min by default, above zero.</summary>
    public TimeSpan StreamInactivityPeriod { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a queue waits for the answer to who is subscribed; 5 s by default, above zero.</summary>
    public TimeSpan InitQueueTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
