namespace Orleans.Runtime;

/// <summary>The client to which an observer belongs is not connected, or the observer is gone.</summary>
[GenerateSerializer, Alias("client-not-available")]
public sealed class ClientNotAvailableException : OrleansException
{
    /// <inheritdoc cref="ClientNotAvailableException"/>
    public ClientNotAvailableException()
        : base("The client is not available.")
    {
    }

    /// <inheritdoc cref="ClientNotAvailableException"/>
    /// <param name="message">In words.</param>
    public ClientNotAvailableException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="ClientNotAvailableException"/>
    /// <param name="message">In words.</param>
    /// <param name="innerException">The cause.</param>
    public ClientNotAvailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
