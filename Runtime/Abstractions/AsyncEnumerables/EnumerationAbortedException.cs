namespace Orleans.Runtime;

/// <summary>The enumeration is no longer there: the grain was deactivated, or nobody asked for items for too long. What was not delivered is lost.</summary>
[GenerateSerializer, Alias("Orleans.Runtime.EnumerationAbortedException")]
public sealed class EnumerationAbortedException : Exception
{
    /// <summary>Makes one without a text.</summary>
    public EnumerationAbortedException()
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What happened.</param>
    public EnumerationAbortedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">Why.</param>
    public EnumerationAbortedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
