using Krewe.Runtime.Messaging;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Transport;

/// <summary>A port that takes what others send, and shows what it did with it.</summary>
internal interface IPortUnderTest : IAsyncDisposable
{
    SiloAddress Address { get; }

    TransportLog Log { get; }

    int ReceivedCount { get; }

    Task<Message> NextAsync();

    /// <summary>A call as who may connect would send it.</summary>
    Message Call(int number, byte[]? payload = null);

    /// <summary>Greets as who may connect does.</summary>
    Task<uint> GreetAsync(RawClient client);
}
