namespace Orleans.Runtime;

/// <summary>Too many requests wait in the activation.</summary>
[GenerateSerializer, Alias("limit-exceeded")]
public sealed class LimitExceededException : OrleansException
{
    /// <inheritdoc cref="LimitExceededException"/>
    public LimitExceededException()
        : base("A limit was exceeded.")
    {
    }

    /// <inheritdoc cref="LimitExceededException"/>
    /// <param name="message">In words.</param>
    public LimitExceededException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="LimitExceededException"/>
    /// <param name="message">In words.</param>
    /// <param name="innerException">The cause.</param>
    public LimitExceededException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
