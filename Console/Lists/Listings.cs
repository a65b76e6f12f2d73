using System.Globalization;
using Krewe.Admin;
using Krewe.Commands.Completion;
using Krewe.Commands.Output;
using Krewe.Devices;
using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Replicas;

namespace Krewe.Commands.Lists;

/// <summary>What can be listed. Names come first, then the state, then amounts, and last what went wrong, as other consoles order them.</summary>
internal static class Listings
{
    /// <summary><c>krewe models</c>.</summary>
    public static Listing<PlacementView> Models { get; } = new()
    {
        Verb = "models",
        Description = "List the models: what is wanted, what is ready, and what is wrong.",
        Item = "MODEL",
        Names = NameSource.Models,
        Fetch = (client, cancellationToken) => client.GetModelsAsync(cancellationToken),
        NamesOf = model => [Words.Of(model.Model), model.Model.ToString(), $"{model.Model.Tenant}/{model.Model.Model}"],
        Empty = "no models; 'krewe apply FILE' adds one",
        Columns =
        [
            new("MODEL", model => Words.Of(model.Model)),
            new("VERSION", model => model.Spec.Version),
            new("REGION", model => model.Model.Region),
            new("POOL", model => model.Spec.Pool),
            new("CLASS", model => Words.Of(model.Spec.Class)),
            new("READY", Words.Ready),
            new("CPU", model => Words.Cores(model.Spec.Resources.CpuMillicores), Wide: true),
            new("MEMORY", model => Words.Bytes(model.Spec.Resources.MemoryBytes), Wide: true),
            new("DEVICES", model => Words.Of(model.Spec.Resources.Devices), Wide: true),
            new("SCALING", model => model.Spec.Scaling is { } scaling ? $"{Words.Number(scaling.Min)}..{Words.Number(scaling.Max)}" : "", Wide: true),
            new("TIMEOUT", model => Krewe.Specs.SpecUnits.FormatDuration(model.Spec.Timeout), Wide: true),
            new("GENERATION", model => Words.Number(model.Generation), Wide: true),
            new("BACKEND", model => model.Spec.Backend.Url ?? string.Join(' ', [model.Spec.Backend.Command, .. model.Spec.Backend.Arguments]), Wide: true),
            new("PROBLEM", Words.ProblemOf),
        ],
        Filters =
        [
            new("--tenant", "Only those of this tenant.", model => model.Model.Tenant, NameSource.Tenants),
            new("--region", "Only those in this region.", model => model.Model.Region, NameSource.Regions),
            new("--pool", "Only those in this pool.", model => model.Spec.Pool, NameSource.Pools),
        ],
    };

    /// <summary><c>krewe replicas</c>.</summary>
    public static Listing<ReplicaView> Replicas { get; } = new()
    {
        Verb = "replicas",
        Description = "List the replicas: what each does, where, and what is wrong.",
        Item = "MODEL",
        Names = NameSource.Models,
        Fetch = (client, cancellationToken) => client.GetReplicasAsync(cancellationToken),
        NamesOf = replica => [Words.Of(replica.Id.Model), replica.Id.Model.ToString(), replica.Id.ToString(), $"{replica.Id.Model.Tenant}/{replica.Id.Model.Model}"],
        Empty = "no replicas",
        Columns =
        [
            new("REPLICA", replica => $"{Words.Of(replica.Id.Model)}/{Words.Number(replica.Id.Number)}"),
            new("PHASE", replica => replica.Phase == ReplicaPhase.Ready ? Cell.Good("ready") : Cell.Warning(Words.Of(replica.Phase))),
            new("RESTARTS", replica => Words.Number(replica.Restarts)),
            new("RUNNING", replica => Words.Number(replica.Running)),
            new("REGION", replica => replica.Id.Model.Region),
            new("HOST", replica => replica.Lease?.Host ?? ""),
            new("DEVICES", replica => Words.DevicesOf(replica.Lease)),
            new("VERSION", replica => replica.Version ?? "", Wide: true),
            new("GENERATION", replica => Words.Number(replica.Generation), Wide: true),
            new("EPOCH", replica => replica.Lease is { } lease ? Words.Number(lease.Epoch) : "", Wide: true),
            new("CPU", replica => replica.Lease is { } lease ? Words.Cores(lease.CpuMillicores) : "", Wide: true),
            new("MEMORY", replica => replica.Lease is { } lease ? Words.Bytes(lease.MemoryBytes) : "", Wide: true),
            new("PID", replica => replica.Backend?.ProcessId is { } id ? Words.Number(id) : "", Wide: true),
            new("SERVER", replica => replica.Backend?.Address ?? "", Wide: true),
            new("LIMITS", replica => replica.Backend is { } backend ? $"cpu {backend.CpuEnforcement}, memory {backend.MemoryEnforcement}{(backend.DeviceEnforcement.Length > 0 ? ", devices " + backend.DeviceEnforcement : "")}" : "", Wide: true),
            new("PROBLEM", replica => replica.Problem is { } problem ? Cell.Bad(problem.ToString()) : ""),
        ],
        Filters =
        [
            new("--host", "Only those on this host.", replica => replica.Lease?.Host ?? "", NameSource.Hosts),
            new("--phase", "Only those in this phase, such as ready or restarting.", replica => Words.Of(replica.Phase)),
            new("--region", "Only those in this region.", replica => replica.Id.Model.Region, NameSource.Regions),
        ],
    };

    /// <summary><c>krewe hosts</c>.</summary>
    public static Listing<HostView> Hosts { get; } = new()
    {
        Verb = "hosts",
        Description = "List the hosts: state, capacity, what is free.",
        Item = "HOST",
        Names = NameSource.Hosts,
        Fetch = (client, cancellationToken) => client.GetHostsAsync(cancellationToken),
        NamesOf = host => [host.Host],
        Empty = "no hosts",
        Columns =
        [
            new("HOST", host => host.Host),
            new("STATE", Words.StateOf),
            new("REGION", host => host.Region),
            new("ZONE", host => host.Zone),
            new("POOL", host => Words.PoolsOf(host)),
            new("CPU FREE", host => $"{Words.Cores(host.FreeCpuMillicores)} of {Words.Cores(host.CpuMillicores)}"),
            new("CPU USE", host => Words.Share(host.CpuUtilization)),
            new("MEMORY FREE", host => $"{Words.Bytes(host.UnleasedMemoryBytes)} of {Words.Bytes(host.MemoryBytes)}"),
            new("DEVICES", host => Words.Number(host.Devices.Count(device => device.Observation.Accelerator))),
            new("LEASES", host => Words.Number(host.Leases.Length)),
            new("PURCHASE", host => host.Cost is { } cost ? Specs.Machines.MachineFileReader.WordOf(cost.Purchase) : "", Wide: true),
            new("PRICE/H", host => host.Cost is { } cost ? Words.Price(cost.PerHour) : "", Wide: true),
            new("SILO", host => host.Silo, Wide: true),
            new("SEEN", host => host.SeenAt is { } seen ? Words.Time(seen) : "", Wide: true),
        ],
        Filters =
        [
            new("--region", "Only those in this region.", host => host.Region, NameSource.Regions),
            new("--pool", "Only those of this pool.", Words.PoolsOf, NameSource.Pools),
            new("--state", "Only those in this state, such as active or draining.", host => Words.Of(host.State)),
        ],
    };

    /// <summary><c>krewe devices</c>.</summary>
    public static Listing<DeviceView> Devices { get; } = new()
    {
        Verb = "devices",
        Description = "List the devices: health, use, memory, what is free.",
        Item = "DEVICE",
        Names = NameSource.Devices,
        Fetch = (client, cancellationToken) => client.GetDevicesAsync(cancellationToken),
        NamesOf = device => [$"{device.Host}/{device.Observation.Uuid}", device.Observation.Uuid],
        Empty = "no devices",
        Columns =
        [
            new("DEVICE", device => $"{device.Host}/{device.Observation.Uuid}"),
            new("CLASS", device => device.Observation.Class),
            new("HEALTH", Words.HealthOf),
            new("STATE", device => device.State == DeviceState.Active ? "active" : Cell.Warning(Words.Of(device.State))),
            new("IN USE", device => Words.Share(device.Observation.Utilization)),
            new("MEMORY USED", device => (device.Observation.UsedMemoryBytes is { } used ? Words.Bytes(used) + " of " : "") + Words.Bytes(device.Observation.MemoryBytes)),
            new("MEMORY FREE", device => Words.Bytes(device.FreeMemoryBytes)),
            new("TEMP", device => Words.Temperature(device.Observation.Telemetry?.Temperature)),
            new("COMPUTE FREE", device => device.Observation.Accelerator ? Words.Share(device.FreeComputeThousandths / 1_000.0) : "", Wide: true),
            new("CORES", device => device.Observation.Cores == 0 ? "" : Words.Number(device.Observation.Cores), Wide: true),
            new("EPOCH", device => Words.Number(device.HighestEpoch), Wide: true),
            new("SINCE", device => Words.Time(device.Since), Wide: true),
            new("POOL", device => device.Observation.Pool ?? "", Wide: true),
            new("POWER", device => device.Observation.PowerWatts is { } watts ? Words.Number((long)Math.Round(watts)) + " W" : "", Wide: true),
            new("MODEL", device => device.Observation.Model),
            new("WHY", device => string.Join("; ", device.Reasons)),
        ],
        Filters =
        [
            new("--pool", "Only those of this pool.", device => device.Observation.Pool ?? "", NameSource.Pools),
            new("--host", "Only those of this host.", device => device.Host, NameSource.Hosts),
            new("--class", "Only those of this class, such as h100.", device => device.Observation.Class),
            new("--state", "Only those in this state, such as active or cordoned.", device => Words.Of(device.State)),
            new("--health", "Only those in this health, such as healthy or lost.", device => Words.Of(device.Health)),
        ],
    };

    /// <summary><c>krewe pools</c>.</summary>
    public static Listing<PoolView> Pools { get; } = new()
    {
        Verb = "pools",
        Description = "List the pools: hosts, devices, models, what is free.",
        Item = "POOL",
        Names = NameSource.Pools,
        Fetch = (client, cancellationToken) => client.GetPoolsAsync(cancellationToken),
        NamesOf = pool => [pool.Key.Pool, pool.Key.ToString()],
        Empty = "no pools",
        Columns =
        [
            new("POOL", pool => pool.Key.Pool),
            new("REGION", pool => pool.Key.Region),
            new("HOSTS", pool => Words.Number(pool.Hosts.Length)),
            new("DEVICES", pool => Words.Number(pool.Hosts.Sum(host => host.Devices.Count(device => device.Observation.Accelerator)))),
            new("MODELS", pool => Words.Number(pool.Models.Length)),
            new("READY", ReadyOf),
            new("CPU FREE", pool => $"{Words.Cores(pool.Hosts.Sum(host => (long)host.FreeCpuMillicores))} of {Words.Cores(pool.Hosts.Sum(host => (long)host.CpuMillicores))}"),
            new("MEMORY FREE", pool => $"{Words.Bytes(pool.Hosts.Sum(host => host.UnleasedMemoryBytes))} of {Words.Bytes(pool.Hosts.Sum(host => host.MemoryBytes))}"),
            new("LAST DECISION", pool => pool.Decisions is [.., var last] ? $"{Words.Time(last.At)} {last.Action} {last.Subject}: {last.Text}" : "", Wide: true),
        ],
        Filters = [new("--region", "Only those in this region.", pool => pool.Key.Region, NameSource.Regions)],
    };

    /// <summary><c>krewe silos</c>.</summary>
    public static Listing<SiloView> Silos { get; } = new()
    {
        Verb = "silos",
        Description = "List the silos of the cluster: state, place, address, active grains.",
        Item = "SILO",
        Names = NameSource.Silos,
        Fetch = (client, cancellationToken) => client.GetSilosAsync(cancellationToken),
        NamesOf = silo => [silo.Name],
        Empty = "no silos",
        Columns =
        [
            new("SILO", silo => silo.Name),
            new("STATE", Words.StateOf),
            new("REGION", silo => silo.Metadata.GetValueOrDefault("region", "")),
            new("ZONE", silo => silo.Metadata.GetValueOrDefault("zone", "")),
            new("HOST", silo => silo.Metadata.GetValueOrDefault("host", "")),
            new("ADDRESS", silo => silo.Address),
            new("GRAINS", silo => Words.Number(silo.Activations)),
            new("METADATA", silo => string.Join(' ', silo.Metadata.Select(pair => $"{pair.Key}={pair.Value}")), Wide: true),
        ],
        Filters = [new("--state", "Only those in this state, such as active or dead.", silo => Words.StateOf(silo).Text)],
    };

    private static Cell ReadyOf(PoolView pool)
    {
        var (ready, wanted) = (pool.Models.Sum(model => model.Ready), pool.Models.Sum(model => model.Wanted));
        var text = string.Create(CultureInfo.InvariantCulture, $"{ready}/{wanted}");
        return ready >= wanted ? Cell.Good(text) : Cell.Warning(text);
    }
}
