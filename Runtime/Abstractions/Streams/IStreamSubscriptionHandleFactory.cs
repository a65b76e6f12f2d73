using Orleans.Runtime;

namespace Orleans.Streams.Core;

/// <summary>A subscription for which items came and no observer is attached.</summary>
public interface IStreamSubscriptionHandleFactory
{
    /// <summary>The stream.</summary>
    StreamId StreamId { get; }

    /// <summary>The provider.</summary>
    string ProviderName { get; }

    /// <summary>The subscription's identity.</summary>
    Guid SubscriptionId { get; }

    /// <summary>Its handle, to be resumed.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    StreamSubscriptionHandle<T> Create<T>();
}
