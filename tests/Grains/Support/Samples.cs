using System.Collections.Immutable;
using Krewe.Devices;
using Krewe.Hosts;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Scheduling.Forecasting;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Support;

/// <summary>Specs, tickets and observations that tests change in one place each.</summary>
internal static class Samples
{
    public const long MiB = 1L << 20;

    public static readonly ModelKey Digits = new("default", "digits", "local");

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>An hour stands for the day, so that a test need not live through days.</summary>
    public static readonly ForecastOptions Forecasts = new()
    {
        Season = 60, ShortSeason = 10, Cycles = 6, Context = 20, Horizons = [1, 2, 5, 10, 30, 60],
    };

    public static ModelSpec Spec(int replicas = 1, string version = "1", string name = "digits", int cpu = 500) => new()
    {
        Name = name,
        Version = version,
        Replicas = replicas,
        Resources = new ResourceSpec { CpuMillicores = cpu, MemoryBytes = 64 * MiB },
        Backend = new BackendSpec { Command = "/bin/serve" },
    };

    public static ReplicaId Replica(int number, string model = "digits") => new(new ModelKey("default", model, "local"), number);

    public static Ticket Ticket(string id, ServiceClass rank = ServiceClass.Standard, double budgetSeconds = 30) => new()
    {
        Id = id,
        Tenant = "default",
        Class = rank,
        Budget = TimeSpan.FromSeconds(budgetSeconds),
        Bytes = 100,
        Generation = long.MaxValue,
    };

    public static HostObservation Observation(int cpu = 2_000, long memory = 4_096 * MiB, params string[] gpus) => new()
    {
        Region = "local",
        Zone = "a",
        Pool = "default",
        Silo = "silo",
        CpuMillicores = cpu,
        MemoryBytes = memory,
        Devices = [new() { Uuid = "cpu", Class = "cpu", Model = "CPU", Cores = cpu / 1_000, MemoryBytes = memory }, .. gpus.Select(Gpu)],
    };

    public static HostView Host(HostObservation observation, ImmutableArray<Lease> leases = default)
    {
        var held = leases.IsDefault ? [] : leases;
        return new HostView
        {
            Host = "h1",
            Region = observation.Region,
            Pool = observation.Pool,
            State = HostState.Active,
            CpuMillicores = observation.CpuMillicores,
            FreeCpuMillicores = observation.CpuMillicores - held.Sum(lease => lease.CpuMillicores),
            MemoryBytes = observation.MemoryBytes,
            UnleasedMemoryBytes = observation.MemoryBytes - held.Sum(lease => lease.MemoryBytes),
            Leases = held,
            SeenAt = Start,
            Devices =
            [
                .. observation.Devices.Select(device => new DeviceView
                {
                    Host = "h1",
                    Observation = device,
                    FreeMemoryBytes = device.MemoryBytes - held.Where(lease => lease.Devices.Contains(device.Uuid)).Sum(lease => lease.DeviceMemoryBytes),
                    FreeComputeThousandths = 1_000 - held.Where(lease => lease.Devices.Contains(device.Uuid)).Sum(lease => lease.DeviceComputeThousandths),
                }),
            ],
        };
    }

    private static DeviceObservation Gpu(string uuid) =>
        new() { Uuid = uuid, Class = "gpu-test", Model = "GPU", Accelerator = true, MemoryBytes = 1_024 * MiB };
}
