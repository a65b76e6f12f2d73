using Krewe.Runtime.Directory;
using Krewe.Runtime.Identity;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Orleans.Storage;

namespace Krewe.Runtime.Messaging;

/// <summary>Where all messages of the silo pass: out through the locator to the transport, in to activations and waiting callers.</summary>
internal sealed class MessageCenter
{
    private readonly IMessageTransport _transport;
    private readonly IGrainLocator _locator;
    private readonly ILocalSiloDetails _silo;
    private readonly IIdSource _ids;
    private readonly SiloMessagingOptions _options;
    private IMessageSink? _activations;

    public MessageCenter(
        IMessageTransport transport, IGrainLocator locator, ILocalSiloDetails silo, IIdSource ids, PendingCalls pending, IOptions<SiloMessagingOptions> options)
    {
        _options = options.Value;
        _transport = transport;
        _locator = locator;
        _silo = silo;
        _ids = ids;
        Pending = pending;
        transport.Attach(Receive);
        Client = GrainId.Create(GrainType.Create("sys.client"), $"hosted-{silo.SiloAddress.ToParsableString()}");
    }

    public PendingCalls Pending { get; }

    /// <summary>Who calls when no grain does.</summary>
    public GrainId Client { get; }

    public SiloAddress Silo => _silo.SiloAddress;

    public long NextCorrelationId() => _ids.NextCorrelationId();

    public void AttachActivations(IMessageSink activations) => _activations = activations;

    /// <summary>Sends a call, a cancellation or a response.</summary>
    public void Send(Message message)
    {
        if (message.TargetSilo is null)
        {
            var located = _locator.LocateAsync(message);
            if (!located.IsCompletedSuccessfully)
            {
                message.Isolate();
                _ = SendWhenLocatedAsync(message, located);
                return;
            }

            message.TargetSilo = located.Result;
        }

        _transport.Send(message);
    }

    /// <summary>
    /// Sends a request on to where its target is now: the activation it reached is over.
    /// </summary>
    /// <param name="message">The request.</param>
    /// <param name="isForward">Whether it counts: an activation that served something has brought the queue forward, one that ended
    /// without (it left in its own activation) may be followed by endlessly many of its kind.</param>
    public void Readdress(Message message, bool isForward)
    {
        message.TargetSilo = null;
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
        if (request.Kind != MessageKind.Request)
        {
            return;
        }

        try
        {
            _transport.Send(ResponseTo(request).With(response, isolated: false));
        }
        catch (Exception exception)
        {
            _transport.Send(ResponseTo(request).With(Response.FromException(exception), isolated: false));
        }
    }

    public void Reject(Message request, Exception reason) => Respond(request, Response.FromException(reason));

    private static Message ResponseTo(Message request) => new()
    {
        Kind = MessageKind.Response,
        CorrelationId = request.CorrelationId,
        Source = request.Target,
        Target = request.Source,
        SourceSilo = request.TargetSilo,
        TargetSilo = request.SourceSilo,
        Method = request.Method,
    };

    private void Receive(Message message)
    {
        if (message.Kind == MessageKind.Response)
        {
            if (message.Response!.Exception is InconsistentStateException conflict)
            {
                conflict.IsSourceActivation = false;
            }

            Pending.Complete(message.CorrelationId, message.Response);
        }
        else
        {
            (_activations ?? throw new SiloUnavailableException("KRW7004: The silo has not been started.")).Deliver(message);
        }
    }

    private async Task SendWhenLocatedAsync(Message message, ValueTask<SiloAddress> located)
    {
        try
        {
            message.TargetSilo = await located;
            _transport.Send(message);
        }
        catch (Exception exception)
        {
            Pending.Complete(message.CorrelationId, Response.FromException(exception));
        }
    }
}
