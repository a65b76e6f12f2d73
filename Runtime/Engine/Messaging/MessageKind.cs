namespace Krewe.Runtime.Messaging;

internal enum MessageKind : byte
{
    /// <summary>A call whose caller waits.</summary>
    Request,

    /// <summary>A call whose caller does not wait.</summary>
    OneWay,

    /// <summary>The outcome of a call.</summary>
    Response,

    /// <summary>The caller no longer wants the outcome.</summary>
    Cancel,

    /// <summary>Asks a silo for a sign of life, its own or that of another silo; answered without an activation.</summary>
    Ping,

    /// <summary>The sign of life.</summary>
    Pong,

    /// <summary>Says that there is a membership version; the number stands in the place of the correlation.</summary>
    Gossip,

    /// <summary>Says where a call was forwarded, to the silo that sent it.</summary>
    Moved,

    /// <summary>A gateway says to its client that its silo stops: the client is to go on by other gateways.</summary>
    Draining,

    /// <summary>A client says that it sends no more calls here.</summary>
    Goodbye,

    /// <summary>A gateway says that the silos of the cluster have changed.</summary>
    GatewaysChanged,
}
