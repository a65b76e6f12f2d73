using System.Buffers;
using System.Collections.Concurrent;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Serialization;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.Testing.Clusters;

/// <summary>
/// The network between the silos of a process. Every message takes its wire form, except to the own silo, where it is handed over copied as in
/// production. With a clock and a random generator it delays, reorders and loses messages; links can be cut, also in one direction.
/// </summary>
public sealed class InMemoryNetwork
{
    private readonly ConcurrentDictionary<SiloAddress, Endpoint> _endpoints = new();
    private readonly ConcurrentDictionary<SiloAddress, InMemoryGateway> _gateways = new();
    private readonly ConcurrentDictionary<(SiloAddress From, SiloAddress To), bool> _cuts = new();
    private readonly TimeProvider? _time;
    private readonly Random? _random;

    /// <summary>A network that brings every message at once.</summary>
    public InMemoryNetwork()
    {
    }

    /// <summary>A network with faults, for one thread.</summary>
    /// <param name="time">When messages arrive.</param>
    /// <param name="random">Chooses delays and losses.</param>
    public InMemoryNetwork(TimeProvider time, Random random)
    {
        _time = time;
        _random = random;
    }

    /// <summary>What happens to messages from now on.</summary>
    public NetworkFaults Faults { get; set; } = new();

    /// <summary>Whether one of fifty messages comes twice, which breaks what calls promise.</summary>
    internal bool DoublesSome { get; init; }

    /// <summary>Told of what does not arrive.</summary>
    internal Action<string, string> Record { get; set; } = static (_, _) => { };

    /// <summary>Told of each message that a connection between a client and a gateway takes, and whether the client sends it.</summary>
    internal Action<Message, bool> Passes { get; init; } = static (_, _) => { };

    /// <summary>Whether a lost connection says of calls that it was handed that they were not sent, which breaks what calls promise.</summary>
    internal bool GivesBackSent { get; init; }

    /// <summary>Where a message goes when it arrives: at once by default; a paused silo takes it later.</summary>
    internal Action<SiloAddress, Action> Arrive { get; set; } = static (_, take) => take();

    /// <summary>Cuts a link.</summary>
    /// <param name="from">One side.</param>
    /// <param name="to">The other side.</param>
    /// <param name="oneWay">Whether messages in the other direction still arrive.</param>
    public void Cut(SiloAddress from, SiloAddress to, bool oneWay = false)
    {
        _cuts[(from, to)] = true;
        if (!oneWay)
        {
            _cuts[(to, from)] = true;
        }
    }

    /// <summary>Heals a link, in both directions.</summary>
    public void Heal(SiloAddress from, SiloAddress to)
    {
        _cuts.TryRemove((from, to), out _);
        _cuts.TryRemove((to, from), out _);
    }

    /// <summary>Heals all links.</summary>
    public void Heal() => _cuts.Clear();

    internal IMessageTransport Connect(SiloAddress silo, Lazy<IGrainCallSender> references, TimeProvider time) =>
        _endpoints[silo] = new Endpoint(this, silo, references, time);

    /// <summary>Nothing reaches the silo or comes from it any more. Completes when its clients have seen it.</summary>
    internal Task Disconnect(SiloAddress silo)
    {
        _endpoints.TryRemove(silo, out _);
        return _gateways.TryRemove(silo, out InMemoryGateway? gateway) ? gateway.VanishAsync() : Task.CompletedTask;
    }

    /// <summary>Lets clients connect to a silo.</summary>
    internal void Open(SiloAddress silo, InMemoryGateway gateway) => _gateways[silo] = gateway;

    /// <summary>The gateway of that address, or null.</summary>
    internal InMemoryGateway? Gateway(SiloAddress address) => _gateways.Values.FirstOrDefault(gateway => gateway.Address == address);

    /// <summary>Brings something later; in order for who waits in the same line.</summary>
    internal void Later(InMemoryLine line, Action action)
    {
        if (_random is null)
        {
            line.Run(action);
            return;
        }

        TimeSpan delay = Faults.MinDelay + ((Faults.MaxDelay - Faults.MinDelay) * _random.NextDouble());
        ITimer? timer = null;
        timer = _time!.CreateTimer(_ =>
        {
            timer?.Dispose();
            line.Arrive(action);
        }, null, line.DelayInOrder(_time, delay), Timeout.InfiniteTimeSpan);
    }

    private void Carry(SiloAddress from, Message message, DateTimeOffset now)
    {
        var to = message.TargetSilo!;
        var buffer = new ArrayBufferWriter<byte>(256);
        var writer = new WireWriter(buffer);
        MessageCodec.Write(ref writer, message, now);
        if (_cuts.ContainsKey((from, to)) || (_random is not null && _random.Next(1000) < Faults.LostPerThousand))
        {
            Record("lost", message.ToString());
            return;
        }

        if (_random is null)
        {
            Take(message, to, buffer.WrittenMemory);
            return;
        }

        Deliver(message, to, buffer.WrittenMemory);
        if (DoublesSome && _random.Next(50) == 0)
        {
            Record("doubled", message.ToString());
            Deliver(message, to, buffer.WrittenMemory);
        }
    }

    private void Deliver(Message message, SiloAddress to, ReadOnlyMemory<byte> bytes)
    {
        var delay = Faults.MinDelay + ((Faults.MaxDelay - Faults.MinDelay) * _random!.NextDouble());
        if (_random.Next(1000) < Faults.LatePerThousand)
        {
            delay += Faults.LateBy * _random.NextDouble();
        }

        ITimer? timer = null;
        timer = _time!.CreateTimer(_ =>
        {
            timer?.Dispose();
            Take(message, to, bytes);
        }, null, delay, Timeout.InfiniteTimeSpan);
    }

    private void Take(Message sent, SiloAddress to, ReadOnlyMemory<byte> bytes)
    {
        if (_endpoints.TryGetValue(to, out Endpoint? endpoint))
        {
            Arrive(to, () => endpoint.Take(sent, bytes));
        }
        else
        {
            Record("lost", sent.ToString());
        }
    }

    private sealed class Endpoint(InMemoryNetwork network, SiloAddress silo, Lazy<IGrainCallSender> references, TimeProvider time) : IMessageTransport
    {
        private Action<Message> _receiver = static _ => { };

        public void Attach(Action<Message> receiver) => _receiver = receiver;

        public void Send(Message message)
        {
            if (message.TargetSilo == silo)
            {
                message.Isolate();
                _receiver(message);
            }
            else
            {
                network.Carry(silo, message, time.GetUtcNow());
            }
        }

        public void Take(Message sent, ReadOnlyMemory<byte> bytes)
        {
            Message message;
            try
            {
                var reader = new WireReader(bytes, references.Value);
                message = MessageCodec.Read(ref reader, time.GetUtcNow());
            }
            catch (Exception exception)
            {
                if (sent.Kind == MessageKind.Request)
                {
                    Send(Message.ResponseTo(sent).With(Response.FromException(exception), isolated: true));
                }

                return;
            }

            _receiver(message);
        }
    }
}
