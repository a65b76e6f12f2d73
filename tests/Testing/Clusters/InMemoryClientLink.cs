using System.Buffers;
using Krewe.Runtime.Clients;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Serialization;
using Krewe.Runtime.Transport.Connections;
using Krewe.Runtime.Transport.Frames;

namespace Krewe.Testing.Clusters;

/// <summary>One side of a connection between a client and a gateway in memory. Messages take their wire form and arrive in order.</summary>
/// <param name="network">What is between the sides.</param>
/// <param name="references">Makes the references in what arrives here.</param>
/// <param name="time">The clock of this side.</param>
internal sealed class InMemoryClientLink(InMemoryNetwork network, Lazy<IGrainCallSender> references, TimeProvider time) : IClientLink
{
    private readonly InMemoryLine _incoming = new();
    private readonly Queue<Message> _sent = new(); // only where they are given back
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private InMemoryClientLink _other = null!;
    private IClientLinkOwner _owner = null!;
    private int _isClosed;
    private volatile bool _isClosing;
    private volatile bool _isGone;

    /// <summary>Whether this side is the client's.</summary>
    public bool IsClient { get; init; }

    /// <summary>Whether it has ended on this side.</summary>
    public bool HasEnded => _isClosed != 0;

    /// <summary>Completes when the other side has seen it end.</summary>
    public Task OtherEnded => _other._ended.Task;

    /// <summary>Takes a message and how it is to arrive here: a silo that is paused takes it later.</summary>
    public Action<Action> Arrive { get; set; } = static take => take();

    /// <summary>Makes two sides of one connection; <see cref="Own"/> is called for both before anything is sent.</summary>
    public void Join(InMemoryClientLink other) => (_other, other._other) = (other, this);

    public void Own(IClientLinkOwner owner) => _owner = owner;

    public QueueResult TrySend(Message message)
    {
        if (_isClosing || _isClosed != 0)
        {
            return QueueResult.Closed;
        }

        var buffer = new ArrayBufferWriter<byte>(256);
        var writer = new WireWriter(buffer);
        MessageCodec.Write(ref writer, message, time.GetUtcNow());
        if (!_isGone)
        {
            network.Passes(message, IsClient);
            network.Later(_other._incoming, () => _other.Arrive(() => _other.Take(buffer.WrittenMemory)));
            if (network.GivesBackSent && IsClient && message.Kind == MessageKind.Request)
            {
                _sent.Enqueue(message);
            }
        }

        return QueueResult.Queued;
    }

    public void Close()
    {
        if (!_isClosing)
        {
            _isClosing = true;
            network.Later(_other._incoming, () => _other.Arrive(_other.End));
            network.Later(_incoming, () => Arrive(End));
        }
    }

    public void Abort()
    {
        Close();
        network.Later(new InMemoryLine(), () => Arrive(End)); // also where nothing comes through any more
    }

    /// <summary>Lets nothing through, in one direction or both, until it is healed.</summary>
    /// <param name="here">Whether to this side.</param>
    /// <param name="there">Whether to the other side.</param>
    public void Cut(bool here, bool there)
    {
        if (here)
        {
            _incoming.Cut();
        }

        if (there)
        {
            _other._incoming.Cut();
        }
    }

    /// <summary>What waits arrives.</summary>
    public void Heal()
    {
        _incoming.Heal();
        _other._incoming.Heal();
    }

    /// <summary>Loses the connection with all that is on the way. Who is not told finds out by the silence.</summary>
    /// <param name="tellsHere">Whether this side sees it.</param>
    /// <param name="tellsThere">Whether the other side sees it.</param>
    public void Break(bool tellsHere, bool tellsThere)
    {
        _incoming.Break();
        _other._incoming.Break();
        if (tellsHere)
        {
            network.Later(new InMemoryLine(), () => Arrive(End));
        }

        if (tellsThere)
        {
            network.Later(new InMemoryLine(), () => _other.Arrive(_other.End));
        }
    }

    /// <summary>The process of this side is gone: it does and hears nothing any more, and the other side sees the connection end.</summary>
    public void Vanish()
    {
        _isGone = true;
        _isClosed = 1;
        network.Later(_other._incoming, () => _other.Arrive(_other.End));
    }

    private void End()
    {
        _isClosing = true;
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            while (_sent.TryDequeue(out Message? message))
            {
                _owner.NotSent(message, new IOException("The connection was lost."));
            }

            _owner.Closed(null);
            _ended.TrySetResult();
        }
    }

    private void Take(ReadOnlyMemory<byte> bytes)
    {
        if (_isClosed != 0)
        {
            return;
        }

        Message message;
        try
        {
            var reader = new WireReader(bytes, references.Value);
            message = MessageCodec.Read(ref reader, time.GetUtcNow());
        }
        catch (Exception exception)
        {
            if (MessageParts.TryRead(bytes, out MessageParts parts))
            {
                _owner.Unreadable(parts, exception);
            }

            return;
        }

        _owner.Arrived(message);
    }
}
