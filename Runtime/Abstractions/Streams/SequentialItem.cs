namespace Orleans.Streams;

/// <summary>An item with its place in the stream.</summary>
/// <typeparam name="T">The item's type.</typeparam>
/// <param name="item">The item.</param>
/// <param name="token">Its place.</param>
public sealed class SequentialItem<T>(T item, StreamSequenceToken token)
{
    /// <summary>The item.</summary>
    public T Item { get; } = item;

    /// <summary>Its place in the stream.</summary>
    public StreamSequenceToken Token { get; } = token;
}
