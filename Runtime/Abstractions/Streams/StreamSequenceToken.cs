namespace Orleans.Streams;

/// <summary>A place in a stream. Places of one stream are ordered.</summary>
[GenerateSerializer, Alias("stream-token")]
#pragma warning disable CA1036 // Compared by Newer and Older.
public abstract class StreamSequenceToken : IEquatable<StreamSequenceToken>, IComparable<StreamSequenceToken>
{
    /// <summary>The number of the batch.</summary>
    public abstract long SequenceNumber { get; protected set; }

    /// <summary>The number of the item in its batch, from 0.</summary>
    public abstract int EventIndex { get; protected set; }

    /// <inheritdoc/>
    public abstract bool Equals(StreamSequenceToken? other);

    /// <inheritdoc/>
    public abstract int CompareTo(StreamSequenceToken? other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StreamSequenceToken);

    /// <inheritdoc/>
    public override int GetHashCode() => SequenceNumber.GetHashCode() ^ EventIndex;
}
