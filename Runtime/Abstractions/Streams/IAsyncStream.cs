using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>A stream, whatever its items are.</summary>
public interface IAsyncStream
{
    /// <summary>Whether a subscription can begin with items of the past.</summary>
    bool IsRewindable { get; }

    /// <summary>The provider.</summary>
    string ProviderName { get; }

    /// <summary>The stream's identity.</summary>
    StreamId StreamId { get; }
}
