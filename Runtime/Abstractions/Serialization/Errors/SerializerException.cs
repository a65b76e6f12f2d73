namespace Orleans.Serialization;

/// <summary>A value cannot be written, read or copied.</summary>
public class SerializerException : Exception
{
    /// <summary>An error without a text.</summary>
    public SerializerException()
    {
    }

    /// <summary>An error.</summary>
    /// <param name="message">What was wrong and what would be right.</param>
    public SerializerException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    /// <param name="message">What was wrong and what would be right.</param>
    /// <param name="innerException">The cause.</param>
    public SerializerException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
