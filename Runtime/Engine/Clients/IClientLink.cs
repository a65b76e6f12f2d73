using Krewe.Runtime.Messaging;
using Krewe.Runtime.Transport.Connections;

namespace Krewe.Runtime.Clients;

/// <summary>A connection between a client and a gateway, from either side. Messages pass in order, in both directions.</summary>
internal interface IClientLink
{
    /// <summary>Takes a message; never waits. What is not taken was certainly not sent.</summary>
    /// <exception cref="Orleans.Runtime.OrleansException">It cannot be sent: it is too large, say.</exception>
    QueueResult TrySend(Message message);

    /// <summary>Sends what was taken, then closes.</summary>
    void Close();

    /// <summary>Closes at once.</summary>
    void Abort();
}
