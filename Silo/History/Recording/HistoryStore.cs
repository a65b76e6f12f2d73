using System.Collections.Concurrent;
using System.Collections.Immutable;
using Krewe.Grains.Monitoring;
using Krewe.History;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Silo.Front;

namespace Krewe.Silo.History.Recording;

/// <summary>
/// This silo's last 15 minutes, in memory that is bounded by <see cref="HistoryLimits"/>. Fronts count without a lock; the sampler's
/// writing and the readers' copying take turns.
/// </summary>
internal sealed class HistoryStore(string silo, string host) : IRequestObserver, IHistorySource
{
    private readonly ConcurrentDictionary<ModelKey, ModelRing> _models = new();
    private readonly SortedDictionary<string, DeviceRing> _devices = new(StringComparer.Ordinal);
    private readonly SecondRing<HostCounts> _host = new();
    private readonly SecondRing<SiloCounts> _silo = new();
    private readonly Lock _lock = new();
    private int _unknown;
    private long _first;
    private long _last;

    /// <inheritdoc/>
    public void RequestFinished(in RequestRecord record)
    {
        if (record is { Model: { } model, Tenant: { } tenant, Region: { } region } && Find(new ModelKey(tenant, model, region)) is { } ring)
        {
            ring.Tally.Add(record.Outcome, record.Total);
        }
        else
        {
            Interlocked.Increment(ref _unknown);
        }
    }

    /// <summary>Closes a second. The same second again adds to it. One caller at a time.</summary>
    /// <param name="second">Seconds since 1970.</param>
    /// <param name="seen">What was seen at its end.</param>
    public void Close(long second, SiloObservation seen)
    {
        lock (_lock)
        {
            _first = _first == 0 ? second : _first;
            _last = Math.Max(_last, second);
            var requests = CloseModels(second, seen.Queues) + Interlocked.Exchange(ref _unknown, 0);
            ref var silo = ref _silo.Claim(second);
            silo = new SiloCounts(seen.CpuCores, seen.MemoryBytes, seen.Activations, silo.Requests + requests);
            if (seen.Host is { } view)
            {
                _host.Claim(second) = HostCounts.Of(view);
                CloseDevices(second, view);
            }
        }
    }

    /// <inheritdoc/>
    public HistoryPage Read(HistoryQuery query)
    {
        lock (_lock)
        {
            var first = Math.Max(Math.Max(query.Since + 1, _last - HistoryLimits.Seconds + 1), _first);
            var whole = query is { Model: null, Device: null };
            return new HistoryPage
            {
                Silo = silo,
                Host = host,
                First = first,
                Last = _last,
                Models = query.Device is null ? [.. ReadModels(query.Model, first)] : [],
                HostSamples = whole ? Collect(first, second => _host.Has(second) ? _host[second].At(second) : null) : [],
                Devices = query.Model is null ? [.. ReadDevices(query.Device, first)] : [],
                SiloSamples = Collect(first, second => _silo.Has(second) ? _silo[second].At(second) : null),
            };
        }
    }

    /// <summary>The model's ring; null when there are too many already.</summary>
    private ModelRing? Find(ModelKey model)
    {
        if (_models.TryGetValue(model, out var ring))
        {
            return ring;
        }

        // Two at once may pass a limit that is near by one or two, which the memory's bound does not need to know.
        return _models.Count < HistoryLimits.MaxModels ? _models.GetOrAdd(model, static _ => new ModelRing()) : null;
    }

    private int CloseModels(long second, ImmutableArray<ModelView> queues)
    {
        var byKey = queues.ToDictionary(queue => queue.Spec.GetKey());
        foreach (var key in byKey.Keys)
        {
            Find(key);
        }

        var requests = 0;
        foreach (var (key, ring) in _models)
        {
            requests += ring.Close(second, byKey.GetValueOrDefault(key));
            if (ring.LastUsed != 0 && second - ring.LastUsed >= HistoryLimits.Seconds)
            {
                _models.TryRemove(key, out _);
            }
        }

        return requests;
    }

    private void CloseDevices(long second, Hosts.HostView view)
    {
        foreach (var device in view.Devices)
        {
            if (!_devices.TryGetValue(device.Observation.Uuid, out var ring))
            {
                if (_devices.Count >= HistoryLimits.MaxDevices)
                {
                    continue;
                }

                _devices[device.Observation.Uuid] = ring = new DeviceRing();
            }

            ring.Close(second, device, view);
        }

        foreach (var gone in _devices.Where(pair => second - pair.Value.LastUsed >= HistoryLimits.Seconds).Select(pair => pair.Key).ToList())
        {
            _devices.Remove(gone);
        }
    }

    private IEnumerable<ModelSeries> ReadModels(ModelKey? only, long first) => _models
        .Where(pair => only is null || only == pair.Key)
        .OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal)
        .Select(pair => new ModelSeries { Model = pair.Key, Samples = Collect(first, pair.Value.Find) });

    private IEnumerable<DeviceSeries> ReadDevices(DeviceKey? only, long first) => _devices
        .Where(pair => only is not { } key || (key.Host == host && key.Uuid == pair.Key))
        .Select(pair => pair.Value.Read(pair.Key, first, _last));

    private ImmutableArray<T> Collect<T>(long first, Func<long, T?> find)
        where T : class
    {
        var found = ImmutableArray.CreateBuilder<T>();
        for (var second = first; second <= _last; second++)
        {
            if (find(second) is { } sample)
            {
                found.Add(sample);
            }
        }

        return found.ToImmutable();
    }
}
