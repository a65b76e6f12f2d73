namespace Orleans.Runtime;

/// <summary>The target's silo is stopping or gone; whether the call ran is not known.</summary>
[GenerateSerializer, Alias("silo-unavailable")]
public sealed class SiloUnavailableException : OrleansMessageRejectionException
{
    /// <inheritdoc cref="SiloUnavailableException"/>
    public SiloUnavailableException()
        : base("The silo is not available.")
    {
    }

    /// <inheritdoc cref="SiloUnavailableException"/>
    /// <param name="message">In words.</param>
    public SiloUnavailableException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="SiloUnavailableException"/>
    /// <param name="message">In words.</param>
    /// <param name="innerException">The cause.</param>
    public SiloUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
