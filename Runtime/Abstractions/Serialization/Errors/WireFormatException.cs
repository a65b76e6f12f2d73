using Orleans.Serialization;

namespace Krewe.Runtime.Serialization;

/// <summary>The input is not what a <see cref="WireWriter"/> writes for the expected type. The only error that reading raises.</summary>
public sealed class WireFormatException : SerializerException
{
    /// <summary>An error without a text.</summary>
    public WireFormatException()
    {
    }

    /// <summary>An error.</summary>
    /// <param name="message">What was found, where, and what was expected.</param>
    public WireFormatException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    /// <param name="message">What was found, where, and what was expected.</param>
    /// <param name="innerException">The cause.</param>
    public WireFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
