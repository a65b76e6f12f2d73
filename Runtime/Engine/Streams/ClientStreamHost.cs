using Krewe.Runtime.Observers;
using Orleans.Runtime;

namespace Krewe.Runtime.Streams;

/// <summary>A client: an observer of it gets the items of all its subscriptions.</summary>
internal sealed class ClientStreamHost(LocalObservers observers, Lazy<StreamConsumerExtension> extension) : IStreamHost
{
    private readonly Lazy<GrainId> _consumer = new(() => observers.Register(extension.Value));

    public GrainId Consumer => _consumer.Value;

    public bool HasSubscriptions => true;

    public bool IsGone(GrainId consumer, Exception exception) => false; // Queues are on silos.
}
