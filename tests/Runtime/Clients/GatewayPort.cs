using System.Diagnostics.Metrics;
using System.Net;
using System.Threading.Channels;
using Krewe.Runtime.Clients;
using Krewe.Runtime.Clients.Sockets;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Tests.Transport;
using Krewe.Runtime.Transport;
using Krewe.Runtime.Transport.Connections;
using Krewe.Runtime.Transport.Frames;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Clients;

/// <summary>The port for clients, without a silo behind it.</summary>
internal sealed class GatewayPort : IPortUnderTest
{
    private static readonly GrainMethod Carry = ManifestRegistry.Instance.FindMethod("test.transport", "Carry")!;

    private readonly ServiceProvider _metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Channel<Message> _received = Channel.CreateUnbounded<Message>();
    private readonly SocketGateway _gateway;
    private readonly ClientIntroduction _client = new(ClientIds.New(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)));
    private long _calls;

    public GatewayPort()
    {
        SiloListener listener = new();
        var bound = listener.BindGateway(new EndpointOptions { GatewayListeningEndpoint = new IPEndPoint(IPAddress.Loopback, 0) })!;
        Address = SiloAddress.New(bound, 1);
        TransportSettings settings = new()
        {
            Self = new SiloIdentity("test", "service", Address),
            Options = new TransportOptions(),
            Messaging = new SiloMessagingOptions(),
            Connections = new ConnectionOptions(),
            References = new Lazy<IGrainCallSender>(() => null!),
            Ids = new GuidIds(),
            Time = TimeProvider.System,
            Metrics = new TransportMetrics(_metrics.GetRequiredService<IMeterFactory>()),
            Logger = Log,
        };
        _gateway = new SocketGateway(settings, listener, (_, _) => new Owner(_received.Writer));
        _gateway.Start();
    }

    public SiloAddress Address { get; }

    public TransportLog Log { get; } = new();

    public int ReceivedCount => _received.Reader.Count;

    public async Task<Message> NextAsync() => await _received.Reader.ReadAsync().AsTask().WaitAsync(TransportPeer.Patience);

    public Message Call(int number, byte[]? payload = null)
    {
        var request = Carry.Create();
        request.SetArgument(0, number);
        request.SetArgument(1, payload ?? []);
        return new Message
        {
            Kind = MessageKind.Request,
            CorrelationId = ++_calls,
            Source = _client.Client,
            SourceSilo = SiloAddress.Zero,
            Target = GrainId.Create("probe", "1"),
            TargetSilo = Address,
            Method = Carry,
        }.With(request, isolated: false);
    }

    public Task<uint> GreetAsync(RawClient client) =>
        client.GreetAsync(Address, new SiloIdentity("test", "service", SiloAddress.Zero), _client);

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _metrics.DisposeAsync();
    }

    private sealed class Owner(ChannelWriter<Message> received) : IClientLinkOwner
    {
        public void Arrived(Message message) => received.TryWrite(message);

        public void Unreadable(in MessageParts parts, Exception reason)
        {
        }

        public void NotSent(Message message, Exception reason)
        {
        }

        public void Closed(Exception? reason)
        {
        }
    }
}
