using Krewe.Runtime.Messaging;
using Krewe.Runtime.Transport.Frames;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Clients.Gateways;

/// <summary>One connection of a client to this gateway. What the client says of itself in its messages is not believed.</summary>
internal sealed class ClientConnection(ClientGateway gateway, ClientSession session, IClientLink link) : IClientLinkOwner
{
    private long _heardAt = gateway.Time.GetTimestamp(); // of the reading loop
    private volatile bool _hasSaidGoodbye;

    public IClientLink Link => link;

    public ClientSession Session => session;

    /// <summary>Whether the client sends no more calls here.</summary>
    public bool HasSaidGoodbye => _hasSaidGoodbye;

    public bool IsSilent => gateway.Time.GetElapsedTime(Volatile.Read(ref _heardAt)) >= ClientSignals.ClientSilence;

    public void Tell(MessageKind kind) => link.TrySend(ClientSignals.Create(kind, session.Client));

    public void Arrived(Message message)
    {
        Volatile.Write(ref _heardAt, gateway.Time.GetTimestamp());
        switch (message.Kind)
        {
            case MessageKind.Request or MessageKind.OneWay:
                message.Source = session.Client;
                message.SourceSilo = gateway.Silo;
                message.TargetSilo = null;
                message.ForwardCount = 0;
                gateway.Call(session, message);
                break;
            case MessageKind.Response:
                gateway.Answer(session, message);
                break;
            case MessageKind.Cancel:
                session.Cancel(message.CorrelationId);
                break;
            case MessageKind.Ping:
                link.TrySend(ClientSignals.Create(MessageKind.Pong, session.Client, message.CorrelationId));
                break;
            case MessageKind.Goodbye:
                _hasSaidGoodbye = true;
                break;
            default:
                break;
        }
    }

    public void Unreadable(in MessageParts parts, Exception reason)
    {
        Volatile.Write(ref _heardAt, gateway.Time.GetTimestamp());
        var call = parts.ToMessage(parts.Kind);
        gateway.NoteUnreadable(session.Client, parts, reason);
        if (parts.Kind == MessageKind.Request)
        {
            link.TrySend(Message.ResponseTo(call).With(
                Response.FromException(new OrleansMessageRejectionException(
                    $"KRW7216: {gateway.Silo} cannot read the call of {parts.Interface}/{parts.Method}, which did not run: {reason.Message} Client and silo are of different builds.")),
                isolated: true));
        }
        else if (parts.Kind == MessageKind.Response)
        {
            gateway.Answer(session, call.With(Response.FromException(reason), isolated: true));
        }
    }

    /// <summary>Answers of calls are worth nothing to who has left; a call of an observer was not made.</summary>
    public void NotSent(Message message, Exception reason) => gateway.NotSent(message, reason);

    public void Closed(Exception? reason) => gateway.Left(this);
}
