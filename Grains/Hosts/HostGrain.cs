using System.Collections.Immutable;
using Krewe.Backends;
using Krewe.Devices;
using Krewe.Errors;
using Krewe.Grains.Backends;
using Krewe.Grains.Placement;
using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Weights;

namespace Krewe.Grains.Hosts;

/// <summary>
/// The ledger of one machine. It lives on that machine's silo, so it asks the silo itself which model servers run
/// instead of trusting what somebody saw a while ago.
/// </summary>
[GrainType("host"), KeepAlive, HostPlacement]
internal sealed class HostGrain(
    [PersistentState(StateNames.Host, StateNames.Storage)] IPersistentState<HostLedgerState> state,
    IBackendManager backends,
    IWeightsStore weights,
    TimeProvider time) : Grain, IHostGrain
{
    /// <summary>A poller speaks each second; one that is silent this long is taken for lost.</summary>
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(10);

    /// <summary>A device that its host has not listed for so long, and that nobody leases, is not told of any more: a MIG instance that was taken down never returns.</summary>
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromMinutes(10);

    private HostObservation? _observation;
    private DateTimeOffset? _seenAt;
    private ImmutableArray<DeviceView> _devices = [];

    /// <summary>Of the last view. By the clock, so that it goes on after the grain was made anew; never the same, as the clock may stand still.</summary>
    private long _sequence;

    /// <summary>What pools want to have here ahead. A crash loses it: they tell again.</summary>
    private readonly HostWishes _wishes = new();

    private string Host => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Stored with the next write, which each observation may be; until then it is forgotten anew.
        state.State = HostLedger.Begin(state.State, time.GetUtcNow());
        return Task.CompletedTask;
    }

    public async Task ObserveAsync(HostObservation observation)
    {
        _observation = observation;
        _seenAt = time.GetUtcNow();
        _devices = await ObserveDevicesAsync(observation);
        Evict();
        if (_wishes.Expire(time.GetUtcNow()))
        {
            weights.Want(_wishes.All);
        }

        var ledger = observation.Notice is { } notice && notice.EndsAt > time.GetUtcNow()
            ? HostLedger.Maintain(state.State, new MaintenanceOrder { Host = Host, Empty = true, Force = true, Notice = notice })
            : state.State;
        await this.SaveAsync(state, HostLedger.Free(ledger, Runs));
        var view = View();
        await Task.WhenAll(((ImmutableArray<string>)(view.Pools.IsEmpty ? [view.Pool] : view.Pools))
            .Select(pool => GrainFactory.GetGrain<IPoolGrain>(new PoolKey(observation.Region, pool).ToString()).ReportHostAsync(view)));
    }

    public async Task<LeaseDecision> LeaseAsync(LeaseRequest request)
    {
        var view = View();
        if (view.State != HostState.Active)
        {
            return new LeaseDecision
            {
                Problem = new Problem
                {
                    Code = ErrorCodes.LeaseRefused,
                    Message = $"host '{Host}' takes no leases: it is {view.State.ToString().ToLowerInvariant()}",
                    Where = Host,
                },
            };
        }

        var (next, decision) = HostLedger.Grant(HostLedger.Free(state.State, Runs), view, request, time.GetUtcNow());
        await this.SaveAsync(state, next);
        return decision;
    }

    public Task ReleaseAsync(ReplicaId replica, long epoch) =>
        this.SaveAsync(state, HostLedger.Free(HostLedger.Release(state.State, replica, epoch), Runs));

    public async Task<HostView> MaintainAsync(MaintenanceOrder order)
    {
        await this.SaveAsync(state, HostLedger.Maintain(state.State, order));
        return View();
    }

    public Task PreloadAsync(string pool, ImmutableArray<WeightsWish> wishes)
    {
        _wishes.Set(pool, wishes, time.GetUtcNow());
        weights.Want(_wishes.All);
        return Task.CompletedTask;
    }

    public Task<HostView> GetAsync() => Task.FromResult(View());

    private bool Runs(Lease lease) =>
        backends.Find(lease.Replica) is { State: not BackendState.Exited } status && status.Epoch <= lease.Epoch;

    private async Task<ImmutableArray<DeviceView>> ObserveDevicesAsync(HostObservation observation)
    {
        var views = ImmutableArray.CreateBuilder<DeviceView>();
        foreach (var device in observation.Devices)
        {
            views.Add(await Device(device.Uuid).ObserveAsync(device, state.State.LastEpoch));
        }

        foreach (var gone in _devices.Where(known => observation.Devices.All(seen => seen.Uuid != known.Observation.Uuid)))
        {
            if (await Device(gone.Observation.Uuid).MissingAsync() is { } lost
                && (time.GetUtcNow() - lost.SeenAt < ForgetAfter || state.State.InOrder.Any(lease => lease.Devices.Contains(lost.Observation.Uuid))))
            {
                views.Add(lost);
            }
        }

        return views.ToImmutable();
    }

    /// <summary>
    /// Ends what runs on devices that are gone, or whose results are wrong: its requests are then executed elsewhere instead of waiting for nothing. Told again
    /// each second while something runs there; where it is started again is for the pool to say.
    /// </summary>
    private void Evict()
    {
        foreach (var lease in state.State.InOrder)
        {
            if (Runs(lease) && _devices.Any(device => device.Evict && lease.Devices.Contains(device.Observation.Uuid)))
            {
                backends.StopAsync(lease.Replica, lease.Epoch, TimeSpan.Zero, CancellationToken.None).Ignore();
            }
        }
    }

    private IDeviceGrain Device(string uuid) => GrainFactory.GetGrain<IDeviceGrain>(new DeviceKey(Host, uuid).ToString());

    private HostView View()
    {
        var leases = state.State.InOrder;
        var now = time.GetUtcNow();
        _sequence = Math.Max(_sequence + 1, now.UtcTicks);
        return new HostView
        {
            Host = Host,
            Region = _observation?.Region ?? "",
            Zone = _observation?.Zone ?? "",
            Pool = _observation?.Pool ?? "",
            Silo = _observation?.Silo ?? "",
            State = _seenAt is not { } seen || now - seen > LostAfter ? HostState.Lost
                : _observation!.Stopping ? HostState.Stopping
                : state.State.Draining ? HostState.Draining
                : HostState.Active,
            CpuMillicores = _observation?.CpuMillicores ?? 0,
            FreeCpuMillicores = (_observation?.CpuMillicores ?? 0) - leases.Sum(lease => lease.CpuMillicores),
            MemoryBytes = _observation?.MemoryBytes ?? 0,
            UnleasedMemoryBytes = (_observation?.MemoryBytes ?? 0) - leases.Sum(lease => lease.MemoryBytes),
            Devices = [.. _devices.Select(device => WithLeases(device, leases))],
            Draining = state.State.Draining,
            Leases = leases,
            SeenAt = _seenAt,
            CpuUtilization = _observation?.CpuUtilization,
            Cost = _observation?.Cost,
            Pools = HostPools.Of(_observation?.Pool ?? "", _devices),
            Notice = state.State.Notice,
            Weights = _observation?.Weights ?? [],
            Sequence = _sequence,
        };
    }

    private DeviceView WithLeases(DeviceView device, ImmutableArray<Lease> leases)
    {
        var on = leases.Where(lease => lease.Devices.Contains(device.Observation.Uuid)).ToList();
        var leased = on.Sum(lease => lease.DeviceMemoryBytes);
        var foreign = ForeignMemory.Of(device.Observation, leased);
        return device with
        {
            State = state.State.Cordoned.Contains(device.Observation.Uuid) ? DeviceState.Cordoned : DeviceState.Active,
            ForeignMemoryBytes = foreign,
            FreeMemoryBytes = device.Observation.MemoryBytes - (device.Observation.Telemetry?.ReservedMemoryBytes ?? 0) - leased - foreign,
            FreeComputeThousandths = 1_000 - on.Sum(lease => lease.DeviceComputeThousandths),
        };
    }
}
