namespace Orleans.Runtime;

/// <summary>A message could not be delivered; whether the call ran is not known.</summary>
[GenerateSerializer, Alias("orleans-message-rejection")]
public class OrleansMessageRejectionException : OrleansException
{
    /// <inheritdoc cref="OrleansMessageRejectionException"/>
    public OrleansMessageRejectionException()
        : base("The message was rejected.")
    {
    }

    /// <inheritdoc cref="OrleansMessageRejectionException"/>
    /// <param name="message">In words.</param>
    public OrleansMessageRejectionException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="OrleansMessageRejectionException"/>
    /// <param name="message">In words.</param>
    /// <param name="innerException">The cause.</param>
    public OrleansMessageRejectionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
