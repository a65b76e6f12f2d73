using Krewe.Runtime.Clients;
using Krewe.Runtime.Clients.Gateways;
using Krewe.Runtime.Directory;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Identity;
using Krewe.Runtime.Observers;
using Krewe.Runtime.Placement;
using Krewe.Runtime.Telemetry;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Orleans.Storage;

namespace Krewe.Runtime.Messaging;

/// <summary>Where all messages of the silo pass: out through the locator to the transport, in to activations and waiting callers.</summary>
internal sealed class MessageCenter : IMessenger
{
    private readonly IMessageTransport _transport;
    private readonly IGrainLocator _locator;
    private readonly ClusterView _cluster;
    private readonly EngineTurns _turns;
    private readonly ILocalSiloDetails _silo;
    private readonly IIdSource _ids;
    private readonly SiloMessagingOptions _options;
    private IMessageSink? _activations;
    private volatile bool _closed;
    private long _sent; // interlocked
    private long _received; // interlocked

    public MessageCenter(
        IMessageTransport transport,
        IGrainLocator locator,
        ClusterView cluster,
        EngineTurns turns,
        ILocalSiloDetails silo,
        IIdSource ids,
        PendingCalls pending,
        EngineMetrics metrics,
        IOptions<SiloMessagingOptions> options)
    {
        Metrics = metrics;
        _options = options.Value;
        _transport = transport;
        _locator = locator;
        _cluster = cluster;
        _turns = turns;
        _silo = silo;
        _ids = ids;
        Pending = pending;
        transport.Attach(Receive);
        Client = ClientIds.OfHost(silo.SiloAddress);
    }

    public PendingCalls Pending { get; }

    public EngineMetrics Metrics { get; }

    /// <summary>Who calls when no grain does.</summary>
    public GrainId Client { get; }

    public SiloAddress Silo => _silo.SiloAddress;

    /// <summary>Messages that went to other silos and to clients.</summary>
    public long SentToOthers => Volatile.Read(ref _sent);

    /// <summary>Messages that came from other silos and from clients.</summary>
    public long ReceivedFromOthers => Volatile.Read(ref _received);

    public MessagingOptions Options => _options;

    public LocalObservers? Observers { get; set; }

    /// <summary>The clients that are connected to this silo; null where none may be.</summary>
    public ClientGateway? Gateway { get; set; }

    /// <summary>Told of a membership version that another silo knows of.</summary>
    public Action<MembershipVersion> Gossiped { get; set; } = static _ => { };

    /// <summary>Probes another silo for the one that pings; gives the number of the report. Null where there is no membership.</summary>
    public Func<Message, Task<int>>? ProbesFor { get; set; }

    public Guid NextId() => _ids.NextId();

    public long NextCorrelationId() => _ids.NextCorrelationId();

    public void AttachActivations(IMessageSink activations) => _activations = activations;

    /// <summary>Sends a call, a cancellation or a response.</summary>
    public void Send(Message message)
    {
        if (message.TargetSilo is null)
        {
            if (message.Kind == MessageKind.Cancel)
            {
                return; // The call is still on its way to be sent, and will not be: nobody waits for it any more.
            }

            var located = _locator.LocateAsync(message);
            if (!located.IsCompletedSuccessfully)
            {
                SendLater(message, located);
                return;
            }

            message.TargetSilo = located.Result;
        }

        Dispatch(message);
    }

    /// <summary>
    /// Sends a request on to where its target is now: the activation it reached is over.
    /// </summary>
    /// <param name="message">The request.</param>
    /// <param name="isForward">Whether it counts: an activation that served something has brought the queue forward, one that ended
    /// without (it left in its own activation, it was not the first) may be followed by endlessly many of its kind.</param>
    /// <param name="to">The silo, where it is known.</param>
    public void Readdress(Message message, bool isForward, SiloAddress? to = null)
    {
        message.TargetSilo = to;
        Metrics.Rerouted.Add(1);
        message.IsForwarded = true;
        message.ForwardCount += isForward ? 1 : 0;
        try
        {
            if (message.ForwardCount > _options.MaxForwardCount)
            {
                throw new OrleansMessageRejectionException(
                    $"KRW7025: {message.Target} ended {message.ForwardCount} times before it served {message.Method?.ActivityName} (SiloMessagingOptions.MaxForwardCount).");
            }

            Send(message);
        }
        catch (Exception exception)
        {
            Reject(message, exception);
        }
    }

    /// <summary>Answers a call. A response that cannot be sent is replaced by the reason why.</summary>
    public void Respond(Message request, Response response)
    {
        if (request.Kind != MessageKind.Request || _closed || (request.SourceSilo is { } caller && caller != Silo && _cluster.IsDead(caller)))
        {
            return;
        }

        request.TargetSilo = Silo;
        try
        {
            if (request.SourceSilo == Silo && _transport.HandsOver && !IsOfClient(request))
            {
                Complete(request.CorrelationId, request.Method!.CopyResponse(response));
                return;
            }

            Transmit(Message.ResponseTo(request).With(response, isolated: false));
        }
        catch (Exception exception)
        {
            Transmit(Message.ResponseTo(request).With(Response.FromException(exception), isolated: false));
        }
    }

    public void Reject(Message request, Exception reason) => Respond(request, Response.FromException(reason));

    /// <summary>A silo is gone: whoever waits for it is told so, whatever it still sends is not taken.</summary>
    public void SiloDied(SiloAddress silo)
    {
        _transport.Disconnect(silo);
        Pending.CompleteAll(message => message.TargetSilo == silo, static call => Gone(call.Message));
        Gateway?.SiloDied(silo);
    }

    /// <summary>This silo no longer belongs to the cluster: nothing goes out or comes in any more.</summary>
    public void Close()
    {
        _closed = true;
        Pending.CompleteAll(static call => new SiloUnavailableException(
            $"KRW7004: The silo no longer belongs to the cluster; whether {call.Message.Method?.ActivityName} of {call.Message.Target} ran is not known."));
        Gateway?.Abort();
    }

    public static SiloUnavailableException Gone(Message message) => new(
        $"KRW7042: The silo {message.TargetSilo} is gone; whether {message.Method?.ActivityName} of {message.Target} ran is not known.");

    private void Dispatch(Message message)
    {
        var target = message.TargetSilo!;
        if (_closed)
        {
            throw new SiloUnavailableException($"KRW7004: The silo no longer belongs to the cluster; {message.Method?.ActivityName} of {message.Target} was not sent.");
        }

        if (target != Silo && _cluster.IsDead(target))
        {
            Reject(message, Gone(message));
            return;
        }

        if (message.IsForwarded)
        {
            message.IsForwarded = false;
            TellSource(message, target);
        }

        Transmit(message);
    }

    private void Transmit(Message message)
    {
        if (message.TargetSilo != Silo)
        {
            Interlocked.Increment(ref _sent);
        }

        _transport.Send(message);
    }

    private void TellSource(Message forwarded, SiloAddress to)
    {
        if (forwarded.SourceSilo is not { } source || source == Silo || to == Silo)
        {
            return;
        }

        Transmit(new Message
        {
            Kind = MessageKind.Moved,
            CorrelationId = forwarded.CorrelationId,
            Source = forwarded.Target,
            Target = forwarded.Source,
            SourceSilo = Silo,
            TargetSilo = source,
            MovedTo = to,
        });
    }

    private void Receive(Message message)
    {
        if (_closed || (message.SourceSilo is { } source && source != Silo && _cluster.IsDead(source)))
        {
            return;
        }

        if (message.SourceSilo != Silo)
        {
            Interlocked.Increment(ref _received);
        }

        switch (message.Kind)
        {
            case MessageKind.Response:
                Complete(message);
                break;
            case MessageKind.Ping:
                Answer(message);
                break;
            case MessageKind.Pong:
                Pending.Complete(message.CorrelationId, message.ForwardCount == 0 ? Response.Completed : Response.FromResult(message.ForwardCount));
                break;
            case MessageKind.Gossip:
                Gossiped(new MembershipVersion(message.CorrelationId));
                break;
            case MessageKind.Moved:
                TakeNotice(message);
                break;
            case MessageKind.Request or MessageKind.OneWay or MessageKind.Cancel:
                Deliver(message);
                break;
            default:
                break; // Between a client and its gateway only.
        }
    }

    /// <summary>A ping about another silo is answered when that one has been probed.</summary>
    private void Answer(Message ping)
    {
        Metrics.PingsReceived.Add(1);
        if (ping.MovedTo is null || ProbesFor is not { } probe)
        {
            Pong(0);
            return;
        }

        _turns.Run(async () => Pong(await probe(ping)));

        void Pong(int report) => Transmit(new Message
        {
            Kind = MessageKind.Pong,
            CorrelationId = ping.CorrelationId,
            Source = ping.Target,
            Target = ping.Source,
            SourceSilo = Silo,
            TargetSilo = ping.SourceSilo,
            ForwardCount = report,
        });
    }

    private void Deliver(Message message)
    {
        if (ClientIds.IsClient(message.Target))
        {
            DeliverToClient(message);
        }
        else if (_activations is { } activations)
        {
            activations.Deliver(message);
        }
        else
        {
            Reject(message, new SiloUnavailableException("KRW7004: The silo has not been started."));
        }
    }

    /// <summary>A call of an observer. Of a client that is no longer here it is sent on, for a time.</summary>
    private void DeliverToClient(Message message)
    {
        if (ClientIds.HostOf(ClientIds.ClientOf(message.Target)) is not null)
        {
            if (Observers is { } observers)
            {
                observers.Deliver(message);
            }
            else
            {
                Reject(message, LocalObservers.Gone(message.Target));
            }
        }
        else if (Gateway?.TryDeliver(message) == true || message.Kind == MessageKind.Cancel)
        {
            return;
        }
        else if (_cluster.Active.Any(silo => silo != Silo))
        {
            Readdress(message, isForward: true);
        }
        else
        {
            Reject(message, ClientGateway.NotAvailable(message.Target));
        }
    }

    private void Complete(Message message)
    {
        if (message.Target != Client && ClientIds.IsClient(message.Target))
        {
            Gateway?.TryDeliver(message);
            return;
        }

        Complete(message.CorrelationId, message.Response!);
    }

    private void Complete(long correlationId, Response response)
    {
        if (response.Exception is InconsistentStateException conflict)
        {
            conflict.IsSourceActivation = false;
        }

        Pending.Complete(correlationId, response);
    }

    /// <summary>The new silo is noted before it is looked at: either this or the word of its death finds it.</summary>
    private void TakeNotice(Message message)
    {
        var to = message.MovedTo!;
        _locator.Moved(message.Source, message.SourceSilo!, to);
        if (message.Target != Client && ClientIds.IsClient(message.Target))
        {
            Gateway?.Moved(message, to);
        }
        else
        {
            Pending.Moved(message.CorrelationId, to);
        }

        if (to != Silo && _cluster.IsDead(to))
        {
            SiloDied(to);
        }
    }

    private void SendLater(Message message, ValueTask<SiloAddress> located)
    {
        message.Isolate();
        _turns.Run(() => SendWhenLocatedAsync(message, located));
    }

    private async Task SendWhenLocatedAsync(Message message, ValueTask<SiloAddress> located)
    {
        try
        {
            message.TargetSilo = await located;
            if (message.Kind != MessageKind.Request || message.SourceSilo != Silo || IsWaitedFor(message))
            {
                Dispatch(message);
            }
        }
        catch (Exception exception) when (message.SourceSilo == Silo && !IsOfClient(message))
        {
            Pending.Complete(message.CorrelationId, Response.FromException(exception));
        }
        catch (Exception exception)
        {
            Reject(message, exception);
        }
    }

    /// <summary>Whether this silo sends it for a client that is connected to it.</summary>
    private bool IsOfClient(Message message) => message.Source != Client && ClientIds.IsClient(message.Source);

    private bool IsWaitedFor(Message message) =>
        IsOfClient(message) ? Gateway?.IsWaitedFor(message) == true : Pending.Contains(message.CorrelationId);
}
