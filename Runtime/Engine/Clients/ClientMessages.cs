using Krewe.Runtime.Identity;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Observers;
using Krewe.Runtime.Telemetry;
using Krewe.Runtime.Transport.Connections;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Clients;

/// <summary>The messages of a client: out by the gateway of the grain, in to its callers and observers.</summary>
internal sealed class ClientMessages : IMessenger
{
    private readonly GatewayPool _gateways;
    private readonly IIdSource _ids;
    private volatile bool _stopped;

    public ClientMessages(GatewayPool gateways, IIdSource ids, PendingCalls pending, EngineMetrics metrics, IOptions<ClientMessagingOptions> options)
    {
        Metrics = metrics;
        _gateways = gateways;
        _ids = ids;
        Pending = pending;
        Options = options.Value;
        gateways.Receiver = Receive;
        gateways.NotSent = NotSent;
        gateways.GatewayLost = Lost;
    }

    public PendingCalls Pending { get; }

    public GrainId Client => _gateways.Client;

    /// <summary>Stands for the client; gateways put themselves in its place.</summary>
    public SiloAddress Silo => SiloAddress.Zero;

    public MessagingOptions Options { get; }

    public EngineMetrics Metrics { get; }

    public LocalObservers? Observers { get; set; }

    public long NextCorrelationId() => _ids.NextCorrelationId();

    public Guid NextId() => _ids.NextId();

    public void Send(Message message)
    {
        if (message.Kind == MessageKind.Cancel)
        {
            if (message.TargetSilo is { } gateway)
            {
                _gateways.Find(gateway)?.TrySend(message);
            }

            return;
        }

        // A link that closes while it is chosen is not chosen again: it counts as down from then on.
        while (!_stopped && _gateways.Choose(message.Target) is { } link)
        {
            message.TargetSilo = link.Gateway;
            switch (link.TrySend(message))
            {
                case QueueResult.Queued:
                    return;
                case QueueResult.Full:
                    throw new OrleansMessageRejectionException(
                        $"KRW7201: {message} was not sent: the gateway {link.Gateway} does not take messages as fast as they come (TransportOptions.MaxQueuedMessages, MaxQueuedBytes).");
                default:
                    continue;
            }
        }

        throw new OrleansMessageRejectionException(
            $"KRW7233: {message} was not sent: {(_stopped ? "the client has been stopped" : "the client is connected to no gateway")}.");
    }

    public void Respond(Message request, Response response)
    {
        if (request.Kind != MessageKind.Request || _gateways.Find(request.TargetSilo!) is not { } link)
        {
            return;
        }

        var answer = Message.ResponseTo(request);
        try
        {
            link.TrySend(answer.With(response, isolated: false));
        }
        catch (Exception exception)
        {
            link.TrySend(Message.ResponseTo(request).With(Response.FromException(exception), isolated: false));
        }
    }

    /// <summary>Lets all callers go.</summary>
    public void Stop()
    {
        _stopped = true;
        Pending.CompleteAll(static call => new SiloUnavailableException(
            $"KRW7231: The client stopped while {call.Message.Method?.ActivityName} of {call.Message.Target} was waited for; whether the call ran is not known."));
    }

    private void Receive(Message message)
    {
        switch (message.Kind)
        {
            case MessageKind.Response:
                Pending.Complete(message.CorrelationId, message.Response!);
                break;
            case MessageKind.Request or MessageKind.OneWay or MessageKind.Cancel when Observers is { } observers:
                observers.Deliver(message);
                break;
            case MessageKind.Request:
                Respond(message, Response.FromException(LocalObservers.Gone(message.Target)));
                break;
            default:
                break;
        }
    }

    private void NotSent(Message message, Exception reason)
    {
        var isWanted = message.Kind == MessageKind.OneWay || (message.Kind == MessageKind.Request && Pending.Contains(message.CorrelationId));
        if (!isWanted)
        {
            return;
        }

        try
        {
            Send(message);
        }
        catch (Exception exception)
        {
            Pending.Complete(message.CorrelationId, Response.FromException(exception));
        }
    }

    private void Lost(SiloAddress gateway) => Pending.CompleteAll(
        message => message.TargetSilo == gateway,
        call => new SiloUnavailableException(
            $"KRW7231: The connection to the gateway {gateway} was lost; whether {call.Message.Method?.ActivityName} of {call.Message.Target} ran is not known."));
}
