namespace Orleans.Streams;

/// <summary>Compares places in a stream; null is before all.</summary>
public static class StreamSequenceTokenUtilities
{
    /// <summary>Whether this place is after the other.</summary>
    /// <param name="me">A place.</param>
    /// <param name="other">Another.</param>
    public static bool Newer(this StreamSequenceToken? me, StreamSequenceToken? other) => me is not null && (other is null || me.CompareTo(other) > 0);

    /// <summary>Whether this place is before the other.</summary>
    /// <param name="me">A place.</param>
    /// <param name="other">Another.</param>
    public static bool Older(this StreamSequenceToken? me, StreamSequenceToken? other) => other.Newer(me);
}
