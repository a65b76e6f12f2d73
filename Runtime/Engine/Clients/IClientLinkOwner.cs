using Krewe.Runtime.Transport.Connections;
using Krewe.Runtime.Transport.Frames;

namespace Krewe.Runtime.Clients;

/// <summary>One side of a <see cref="IClientLink"/>. Is told of what arrives and of what was not sent; throws nothing.</summary>
internal interface IClientLinkOwner : IFrameSink, IFrameOwner
{
    /// <summary>The connection has ended; nothing more is told after this.</summary>
    /// <param name="reason">Why, when the other side did not just close it.</param>
    void Closed(Exception? reason);
}
