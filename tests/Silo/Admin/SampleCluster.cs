using System.Collections.Immutable;
using Krewe.Admin;
using Krewe.Backends;
using Krewe.Devices;
using Krewe.Errors;
using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Replicas;
using Krewe.Specs;

namespace Krewe.Silo.Tests.Admin;

/// <summary>A small cluster: one host with a CPU, a model that is served and one that cannot be placed.</summary>
internal static class SampleCluster
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly ModelKey Digits = new("default", "digits", "local");
    public static readonly ModelKey Huge = new("default", "huge", "local");
    public static readonly ReplicaId Replica = new(Digits, 0);

    public static readonly Lease Lease = new()
    {
        Replica = Replica,
        Host = "alpha",
        Epoch = 7,
        CpuMillicores = 500,
        MemoryBytes = 256L << 20,
        GrantedAt = Start,
    };

    public static readonly HostView Host = new()
    {
        Host = "alpha",
        Region = "local",
        Zone = "a",
        Pool = "default",
        Silo = "alpha",
        State = HostState.Active,
        CpuMillicores = 2_000,
        FreeCpuMillicores = 1_500,
        MemoryBytes = 4L << 30,
        UnleasedMemoryBytes = (4L << 30) - (256L << 20),
        CpuUtilization = 0.25,
        SeenAt = Start,
        Leases = [Lease],
        Devices =
        [
            new DeviceView
            {
                Host = "alpha",
                Health = DeviceHealth.Healthy,
                Observation = new DeviceObservation
                {
                    Uuid = "cpu",
                    Class = "cpu-x64",
                    Model = "Example \"EX\" CPU",
                    Cores = 2,
                    MemoryBytes = 4L << 30,
                    UsedMemoryBytes = 1L << 30,
                    Utilization = 0.25,
                },
            },
        ],
    };

    public static readonly PoolView Pool = new()
    {
        Key = new PoolKey("local", "default"),
        Hosts = [Host],
        Models =
        [
            new PlacementView
            {
                Model = Huge,
                Spec = Spec("huge"),
                Generation = 2,
                Wanted = 1,
                Refusal = new Problem
                {
                    Code = ErrorCodes.NotPlaced,
                    Message = "no host has room",
                    Reasons = ["alpha: 1.5 of 64 cores free"],
                    Next = "ask for 1.5 cores",
                },
            },
            new PlacementView
            {
                Model = Digits,
                Spec = Spec("digits"),
                Generation = 1,
                Wanted = 1,
                Ready = 1,
                Replicas =
                [
                    new ReplicaView
                    {
                        Id = Replica,
                        Phase = ReplicaPhase.Ready,
                        Version = "1",
                        Generation = 1,
                        Lease = Lease,
                        Epoch = 7,
                        Restarts = 2,
                        Backend = new BackendStatus { Replica = Replica, Epoch = 7, Incarnation = 1, State = BackendState.Ready, StartedAt = Start },
                    },
                ],
            },
        ],
    };

    public static readonly SiloView Silo = new()
    {
        Name = "alpha",
        Address = "S127.0.0.1:11111:1",
        Status = "Active",
        Metadata = ImmutableSortedDictionary<string, string>.Empty.Add("region", "local"),
        Activations = 9,
    };

    public static ModelSpec Spec(string name) => new() { Name = name, Backend = new BackendSpec { Command = "server" } };
}
