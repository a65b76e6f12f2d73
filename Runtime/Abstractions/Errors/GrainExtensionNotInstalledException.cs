namespace Orleans.Runtime;

/// <summary>The target has no such extension.</summary>
[GenerateSerializer, Alias("grain-extension-not-installed")]
public sealed class GrainExtensionNotInstalledException : OrleansException
{
    /// <inheritdoc cref="GrainExtensionNotInstalledException"/>
    public GrainExtensionNotInstalledException()
        : base("The grain has no such extension.")
    {
    }

    /// <inheritdoc cref="GrainExtensionNotInstalledException"/>
    /// <param name="message">In words.</param>
    public GrainExtensionNotInstalledException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="GrainExtensionNotInstalledException"/>
    /// <param name="message">In words.</param>
    /// <param name="innerException">The cause.</param>
    public GrainExtensionNotInstalledException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
