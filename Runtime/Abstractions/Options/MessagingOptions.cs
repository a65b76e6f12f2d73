namespace Orleans.Configuration;

/// <summary>How calls are treated.</summary>
public abstract class MessagingOptions
{
    /// <summary>How long a caller waits for its response; 30 s by default.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether requests whose caller no longer waits are dropped; true by default.</summary>
    public bool DropExpiredMessages { get; set; } = true;

    /// <summary>Whether the callee's token is signalled when the caller's time is up; false by default.</summary>
    public bool CancelRequestOnTimeout { get; set; }

    /// <summary>The most bytes that a message may have besides its body; 10 MiB by default.</summary>
    public int MaxMessageHeaderSize { get; set; } = 10 * 1024 * 1024;

    /// <summary>The most bytes that the arguments of a call, or its result, may have; 100 MiB by default.</summary>
    public int MaxMessageBodySize { get; set; } = 100 * 1024 * 1024;
}
