using System.Net;
using System.Threading.Channels;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Transport;
using Krewe.Runtime.Transport.Connections;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using System.Diagnostics.Metrics;

namespace Krewe.Runtime.Tests.Transport;

/// <summary>A silo as far as its transport goes, on loopback.</summary>
internal sealed class TransportPeer : IAsyncDisposable
{
    /// <summary>How long a test waits for what must come at once: only a failure takes it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly GrainMethod Carry = ManifestRegistry.Instance.FindMethod("test.transport", "Carry")!;
    private static readonly ServiceProvider Metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private readonly Channel<Message> _received = Channel.CreateUnbounded<Message>();
    private readonly GuidIds _ids = new();

    private TransportPeer(SocketTransport transport, TransportSettings settings, TransportLog log)
    {
        (Transport, Settings, Log) = (transport, settings, log);
        transport.Attach(message =>
        {
            OnReceived(message);
            _received.Writer.TryWrite(message);
        });
        transport.Start();
    }

    public SocketTransport Transport { get; }

    public TransportSettings Settings { get; }

    public TransportLog Log { get; }

    public SiloAddress Address => Settings.Self.Silo;

    public int ReceivedCount => _received.Reader.Count;

    /// <summary>Runs in the reader's loop, before the message counts as received.</summary>
    public Action<Message> OnReceived { get; set; } = static _ => { };

    public static TransportPeer Start(
        TransportOptions? options = null, int port = 0, int generation = 1, string cluster = "test", string service = "service", string engine = SiloIdentity.ThisEngine,
        TimeProvider? time = null, SiloMessagingOptions? messaging = null)
    {
        var listener = new SiloListener();
        var bound = listener.Bind(new EndpointOptions { AdvertisedIPAddress = IPAddress.Loopback, SiloPort = port });
        var log = new TransportLog();
        var settings = new TransportSettings
        {
            Self = new SiloIdentity(cluster, service, SiloAddress.New(bound, generation), engine),
            Options = options ?? new TransportOptions(),
            Messaging = messaging ?? new SiloMessagingOptions(),
            Connections = new ConnectionOptions { OpenConnectionTimeout = Patience },
            References = new Lazy<IGrainCallSender>(() => null!),
            Ids = new GuidIds(),
            Time = time ?? TimeProvider.System,
            Metrics = new TransportMetrics(Metrics.GetRequiredService<IMeterFactory>()),
            Logger = log,
        };
        return new TransportPeer(new SocketTransport(settings, listener), settings, log);
    }

    public async Task<Message> NextAsync() => await _received.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public Message Call(SiloAddress target, int number = 0, byte[]? payload = null, MessageKind kind = MessageKind.Request)
    {
        var request = Carry.Create();
        request.SetArgument(0, number);
        request.SetArgument(1, payload ?? []);
        return new Message
        {
            Kind = kind,
            CorrelationId = _ids.NextCorrelationId(),
            Source = GrainId.Create("caller", "1"),
            SourceSilo = Address,
            Target = GrainId.Create("probe", "1"),
            TargetSilo = target,
            Method = Carry,
        }.With(request, isolated: false);
    }

    public static Message Answer(Message request, byte[] result) => new Message
    {
        Kind = MessageKind.Response,
        CorrelationId = request.CorrelationId,
        Source = request.Target,
        SourceSilo = request.TargetSilo,
        Target = request.Source,
        TargetSilo = request.SourceSilo,
        Method = request.Method,
    }.With(Response.FromResult(result), isolated: false);

    /// <summary>Sends one call and returns what it failed with.</summary>
    public async Task<Exception> RejectionAsync(SiloAddress target)
    {
        var call = Call(target);
        Transport.Send(call);
        var response = await NextAsync();
        Assert.Equal((MessageKind.Response, call.CorrelationId), (response.Kind, response.CorrelationId));
        return response.Response!.Exception!;
    }

    public ValueTask DisposeAsync() => Transport.DisposeAsync();
}
