namespace Orleans.Runtime.Messaging;

/// <summary>A client could not connect to the cluster.</summary>
[GenerateSerializer, Alias("connection-failed")]
public sealed class ConnectionFailedException : OrleansException
{
    /// <inheritdoc cref="ConnectionFailedException"/>
    public ConnectionFailedException()
        : base("No connection to the cluster.")
    {
    }

    /// <inheritdoc cref="ConnectionFailedException"/>
    /// <param name="message">In words.</param>
    public ConnectionFailedException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="ConnectionFailedException"/>
    /// <param name="message">In words.</param>
    /// <param name="innerException">The cause.</param>
    public ConnectionFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
