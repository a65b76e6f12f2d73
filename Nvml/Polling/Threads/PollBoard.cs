using System.Collections.Immutable;
using System.Threading.Channels;

namespace Krewe.Nvml.Polling;

/// <summary>What is published: snapshots, processes, status, events. Written by the polling threads, read by anybody; all under one short lock.</summary>
internal sealed class PollBoard
{
    private readonly Lock _lock = new();
    private readonly Channel<GpuEvent> _events;
    private ImmutableArray<Entry> _entries = [];
    private NvmlPollerStatus _status = new() { Problem = "", DriverVersion = "", NvmlVersion = "" };
    private long _dropped;

    internal PollBoard(int maxEvents) => _events = Channel.CreateBounded<GpuEvent>(
        new BoundedChannelOptions(maxEvents) { FullMode = BoundedChannelFullMode.DropOldest },
        _ => Interlocked.Increment(ref _dropped));

    internal ChannelReader<GpuEvent> Events => _events.Reader;

    internal NvmlPollerStatus Status
    {
        get
        {
            lock (_lock)
            {
                return _status with { DroppedEvents = Interlocked.Read(ref _dropped) };
            }
        }

        set
        {
            lock (_lock)
            {
                _status = value;
            }
        }
    }

    internal int Count => _entries.Length;

    internal void Tell(in GpuEvent happened) => _events.Writer.TryWrite(happened);

    internal void End() => _events.Writer.TryComplete();

    /// <summary>Another list of devices; entries of those that stay are kept.</summary>
    internal void Replace(IReadOnlyList<PolledDevice> devices, int maxProcesses)
    {
        lock (_lock)
        {
            var before = _entries;
            _entries =
            [
                .. devices.Select(device => before.FirstOrDefault(entry => entry.Device == device) ?? new Entry(device, maxProcesses)),
            ];
            foreach (var entry in _entries)
            {
                entry.Snapshot = entry.Snapshot with { Identity = entry.Device.Identity };
            }
        }
    }

    /// <summary>What a device is now; by the thread that polls it.</summary>
    internal void Publish(PolledDevice device)
    {
        lock (_lock)
        {
            foreach (var entry in _entries)
            {
                if (entry.Device == device)
                {
                    entry.Snapshot = device.Snapshot with
                    {
                        XidCount = entry.Snapshot.XidCount, LastXid = entry.Snapshot.LastXid, LastXidAt = entry.Snapshot.LastXidAt,
                    };
                    entry.ProcessCount = Math.Min(device.ProcessCount, entry.Processes.Length);
                    device.Processes.AsSpan(0, entry.ProcessCount).CopyTo(entry.Processes);
                    return;
                }
            }
        }
    }

    /// <summary>Another state; by the watchdog, which must not touch the device itself.</summary>
    internal void Mark(PolledDevice device, GpuState state, NvmlFunction? hungIn, DateTimeOffset at)
    {
        lock (_lock)
        {
            if (_entries.FirstOrDefault(entry => entry.Device == device) is { } entry)
            {
                entry.Snapshot = entry.Snapshot with { State = state, StateSince = at, HungIn = hungIn };
            }
        }
    }

    /// <summary>An XID error of a device.</summary>
    internal void CountXid(PolledDevice device, ulong xid, DateTimeOffset at)
    {
        lock (_lock)
        {
            if (_entries.FirstOrDefault(entry => entry.Device == device) is { } entry)
            {
                entry.Snapshot = entry.Snapshot with { XidCount = entry.Snapshot.XidCount + 1, LastXid = xid, LastXidAt = at };
            }
        }
    }

    internal int Read(Span<GpuSnapshot> into)
    {
        lock (_lock)
        {
            var count = Math.Min(into.Length, _entries.Length);
            for (var i = 0; i < count; i++)
            {
                into[i] = _entries[i].Snapshot;
            }

            return count;
        }
    }

    internal ImmutableArray<GpuSnapshot> ReadAll()
    {
        lock (_lock)
        {
            return [.. _entries.Select(entry => entry.Snapshot)];
        }
    }

    internal bool TryRead(string uuid, out GpuSnapshot snapshot)
    {
        lock (_lock)
        {
            foreach (var entry in _entries)
            {
                if (entry.Snapshot.Identity.Uuid == uuid)
                {
                    snapshot = entry.Snapshot;
                    return true;
                }
            }
        }

        snapshot = default;
        return false;
    }

    internal int ReadProcesses(string uuid, Span<GpuProcess> into)
    {
        lock (_lock)
        {
            foreach (var entry in _entries)
            {
                if (entry.Snapshot.Identity.Uuid == uuid)
                {
                    var count = Math.Min(into.Length, entry.ProcessCount);
                    entry.Processes.AsSpan(0, count).CopyTo(into);
                    return count;
                }
            }
        }

        return 0;
    }

    private sealed class Entry(PolledDevice device, int maxProcesses)
    {
        public PolledDevice Device { get; } = device;

        public GpuSnapshot Snapshot { get; set; } = device.Snapshot;

        public GpuProcess[] Processes { get; } = new GpuProcess[maxProcesses * 3];

        public int ProcessCount { get; set; }
    }
}
