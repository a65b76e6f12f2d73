using Krewe.Runtime.Observers;
using Krewe.Runtime.Telemetry;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Messaging;

/// <summary>Sends the messages of this node, be it a silo or a client of the cluster.</summary>
internal interface IMessenger
{
    /// <summary>The calls of this node that wait.</summary>
    PendingCalls Pending { get; }

    /// <summary>Who calls when no grain does.</summary>
    GrainId Client { get; }

    /// <summary>Where answers are sent.</summary>
    SiloAddress Silo { get; }

    MessagingOptions Options { get; }

    EngineMetrics Metrics { get; }

    /// <summary>Takes the calls of the observers of this node.</summary>
    LocalObservers? Observers { get; set; }

    long NextCorrelationId();

    /// <summary>An identity that is unique in the cluster.</summary>
    Guid NextId();

    /// <summary>Sends a call or a cancellation.</summary>
    void Send(Message message);

    /// <summary>Answers a call that came here.</summary>
    void Respond(Message request, Response response);
}
