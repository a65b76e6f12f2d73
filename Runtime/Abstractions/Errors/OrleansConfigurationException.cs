namespace Orleans.Runtime;

/// <summary>The silo is configured in a way that cannot work.</summary>
[GenerateSerializer, Alias("orleans-configuration")]
public class OrleansConfigurationException : OrleansException
{
    /// <inheritdoc cref="OrleansConfigurationException"/>
    public OrleansConfigurationException()
        : base("The silo's configuration cannot work.")
    {
    }

    /// <inheritdoc cref="OrleansConfigurationException"/>
    /// <param name="message">In words.</param>
    public OrleansConfigurationException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="OrleansConfigurationException"/>
    /// <param name="message">In words.</param>
    /// <param name="innerException">The cause.</param>
    public OrleansConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
