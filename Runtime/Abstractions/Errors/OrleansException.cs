namespace Orleans.Runtime;

/// <summary>Base of the errors that the engine itself raises.</summary>
[GenerateSerializer, Alias("orleans-exception")]
public class OrleansException : Exception
{
    /// <inheritdoc cref="OrleansException"/>
    public OrleansException()
        : base("The grain engine could not do what was asked.")
    {
    }

    /// <inheritdoc cref="OrleansException"/>
    /// <param name="message">In words.</param>
    public OrleansException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="OrleansException"/>
    /// <param name="message">In words.</param>
    /// <param name="innerException">The cause.</param>
    public OrleansException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
