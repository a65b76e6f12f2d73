using Krewe.Runtime.Messaging;

namespace Krewe.Runtime.Transport.Connections;

/// <summary>Is told of messages that were not sent.</summary>
internal interface IFrameOwner
{
    /// <summary>The message was not sent and will not be. Throws nothing.</summary>
    void NotSent(Message message, Exception reason);
}
