using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A storage or another provider is configured in a way that cannot work, or not registered.</summary>
[GenerateSerializer, Alias("bad-provider-config")]
public sealed class BadProviderConfigException : OrleansException
{
    /// <inheritdoc cref="BadProviderConfigException"/>
    public BadProviderConfigException()
        : base("The provider's configuration cannot work.")
    {
    }

    /// <inheritdoc cref="BadProviderConfigException"/>
    /// <param name="message">In words.</param>
    public BadProviderConfigException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="BadProviderConfigException"/>
    /// <param name="message">In words.</param>
    /// <param name="innerException">The cause.</param>
    public BadProviderConfigException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
