namespace Orleans.Serialization;

/// <summary>There is no codec for a type: it is neither built in nor marked <c>[GenerateSerializer]</c>.</summary>
public class CodecNotFoundException : SerializerException
{
    /// <summary>An error without a text.</summary>
    public CodecNotFoundException()
    {
    }

    /// <summary>An error.</summary>
    /// <param name="message">Which type, and what to add.</param>
    public CodecNotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    /// <param name="message">Which type, and what to add.</param>
    /// <param name="innerException">The cause.</param>
    public CodecNotFoundException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
