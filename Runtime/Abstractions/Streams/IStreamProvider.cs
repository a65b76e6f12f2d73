using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>Gives streams.</summary>
public interface IStreamProvider
{
    /// <summary>The name under which it was added.</summary>
    string Name { get; }

    /// <summary>Whether a subscription can begin with items of the past.</summary>
    bool IsRewindable { get; }

    /// <summary>A stream. Local, and never fails for one that nobody uses yet.</summary>
    /// <typeparam name="T">The type of the items; the same for all who use the stream.</typeparam>
    /// <param name="streamId">Which.</param>
    IAsyncStream<T> GetStream<T>(StreamId streamId);
}
