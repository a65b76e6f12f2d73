namespace Krewe.Client.Channels;

/// <summary>
/// The channels, and which is asked next: the one that answered last, and after a failure the next one that has not failed within the last
/// seconds. Any thread may use it.
/// </summary>
internal sealed class ChannelRing(IReadOnlyList<IChannel> channels, TimeProvider time) : IDisposable
{
    /// <summary>How long a channel that failed is asked only when no other is left.</summary>
    public static readonly TimeSpan Avoidance = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly long?[] _failedAt = new long?[channels.Count]; // under _gate
    private int _current; // under _gate

    public IReadOnlyList<IChannel> All => channels;

    /// <summary>The one to ask.</summary>
    public IChannel Current
    {
        get
        {
            lock (_gate)
            {
                return channels[_current];
            }
        }
    }

    /// <summary>Says that a channel answered.</summary>
    public void Succeeded(IChannel channel)
    {
        lock (_gate)
        {
            _failedAt[IndexOf_NeedsLock(channel)] = null;
        }
    }

    /// <summary>Says that a channel failed; the next one is asked from now on. Returns whether that one is worth asking at once.</summary>
    public bool Failed(IChannel channel)
    {
        lock (_gate)
        {
            var failed = IndexOf_NeedsLock(channel);
            _failedAt[failed] = time.GetTimestamp();
            if (failed != _current)
            {
                return !IsAvoided_NeedsLock(_current); // somebody else has moved on already
            }

            for (var step = 1; step < channels.Count; step++)
            {
                var next = (failed + step) % channels.Count;
                if (!IsAvoided_NeedsLock(next))
                {
                    _current = next;
                    return true;
                }
            }

            _current = (failed + 1) % channels.Count;
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var channel in channels)
        {
            channel.Dispose();
        }
    }

    private bool IsAvoided_NeedsLock(int index) => _failedAt[index] is { } failedAt && time.GetElapsedTime(failedAt) < Avoidance;

    private int IndexOf_NeedsLock(IChannel channel)
    {
        for (var i = 0; i < channels.Count; i++)
        {
            if (ReferenceEquals(channels[i], channel))
            {
                return i;
            }
        }

        throw new ArgumentException("It is none of the ring's channels.", nameof(channel));
    }
}
