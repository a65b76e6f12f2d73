namespace Orleans.Configuration;

/// <summary>Over how many queues the streams of a provider are spread.</summary>
public class HashRingStreamQueueMapperOptions
{
    /// <summary>8 by default, from 1 to 1024; the same on all silos.</summary>
    public int TotalQueueCount { get; set; } = 8;
}
