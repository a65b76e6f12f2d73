using System.Net;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Identity;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Transport;
using Krewe.Runtime.Transport.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Krewe.Bench.Transport;

/// <summary>A silo as far as its transport goes, on loopback.</summary>
internal sealed class TransportSide : IAsyncDisposable
{
    private static readonly GrainMethod Carry = ManifestRegistry.Instance.FindMethod("bench.frames", "Carry")!;

    private readonly SocketTransport _transport;
    private readonly ServiceProvider _metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly SiloAddress _address;
    private long _last;

    public TransportSide(Action<Message> received)
    {
        var listener = new SiloListener();
        _address = SiloAddress.New(listener.Bind(new EndpointOptions { AdvertisedIPAddress = IPAddress.Loopback, SiloPort = 0 }), 1);
        var settings = new TransportSettings
        {
            Self = new SiloIdentity("bench", "bench", _address, SiloIdentity.ThisEngine),
            Options = new TransportOptions(),
            Messaging = new SiloMessagingOptions(),
            Connections = new ConnectionOptions(),
            References = new Lazy<IGrainCallSender>(() => null!),
            Ids = new NewIds(),
            Time = TimeProvider.System,
            Metrics = new TransportMetrics(_metrics.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>()),
            Logger = NullLogger.Instance,
        };
        _transport = new SocketTransport(settings, listener);
        _transport.Attach(received);
        _transport.Start();
    }

    public void Send(TransportSide to, byte[] body) => _transport.Send(Message(to, body));

    /// <summary>One call that nobody answers.</summary>
    public Message Message(TransportSide to, byte[] body)
    {
        var request = Carry.Create();
        request.SetArgument(0, body);
        return new Message
        {
            Kind = MessageKind.OneWay,
            CorrelationId = ++_last,
            Source = GrainId.Create("bench.caller", "1"),
            SourceSilo = _address,
            Target = GrainId.Create("bench.frames", "1"),
            TargetSilo = to._address,
            Method = Carry,
        }.With(request, isolated: false);
    }

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        await _metrics.DisposeAsync();
    }

    private sealed class NewIds : IIdSource
    {
        private long _last;

        public Guid NextId() => Guid.NewGuid();

        public long NextCorrelationId() => Interlocked.Increment(ref _last);
    }
}
