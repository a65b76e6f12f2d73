namespace Orleans.Serialization;

/// <summary>Stands for an exception whose type is not known in this process.</summary>
public sealed class UnavailableExceptionFallbackException : Exception
{
    /// <summary>An exception of unknown type.</summary>
    public UnavailableExceptionFallbackException()
    {
    }

    /// <summary>An exception of unknown type.</summary>
    /// <param name="message">The original's text.</param>
    public UnavailableExceptionFallbackException(string message)
        : base(message)
    {
    }

    /// <summary>An exception of unknown type.</summary>
    /// <param name="message">The original's text.</param>
    /// <param name="innerException">The original's cause.</param>
    public UnavailableExceptionFallbackException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The name of the original's type.</summary>
    public string ExceptionType { get; internal set; } = "";

    /// <inheritdoc/>
    public override string Message => $"Unknown exception of type {ExceptionType}: {base.Message}";
}
