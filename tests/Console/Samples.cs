using Krewe.Admin;
using Krewe.Devices;
using Krewe.Errors;
using Krewe.Hosts;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Replicas;
using Krewe.Specs;

namespace Krewe.Commands.Tests;

/// <summary>What a silo would answer.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 9, 30, 0, TimeSpan.Zero);

    public static readonly Problem Refusal = new()
    {
        Code = ErrorCodes.NotPlaced,
        Message = "1 of 2 replicas cannot be placed",
        Reasons = ["host-a: 0.5 cores wanted, 0.25 free", "host-b: cordoned"],
        Next = "lower resources.cpu to 0.25",
    };

    public static ModelSpec Spec(int replicas = 2) => new()
    {
        Name = "digits",
        Replicas = replicas,
        Backend = new BackendSpec { Command = "dotnet", WorkingDirectory = "/srv" },
    };

    public static PlacementView Placement(ModelSpec spec, int ready, long generation = 1, Problem? refusal = null, long? replicaGeneration = null) => new()
    {
        Model = spec.GetKey(),
        Spec = spec,
        Generation = generation,
        Wanted = spec.Replicas,
        Ready = ready,
        Refusal = refusal,
        Replicas = [.. Enumerable.Range(0, ready).Select(number => Replica(spec, number, replicaGeneration ?? generation))],
    };

    public static ReplicaView Replica(ModelSpec spec, int number, long generation) => new()
    {
        Id = new ReplicaId(spec.GetKey(), number),
        Phase = ReplicaPhase.Ready,
        Version = spec.Version,
        Generation = generation,
        Lease = new Lease { Replica = new ReplicaId(spec.GetKey(), number), Host = "host-a", Epoch = 7, CpuMillicores = 500, MemoryBytes = 1 << 28 },
    };

    public static ClusterView Cluster(params PlacementView[] models) => new()
    {
        Version = "0.1.0",
        Engine = "Embedded 0.1.0",
        Region = "local",
        Silo = "silo-a",
        StartedAt = Start,
        Addresses = ["http://127.0.0.1:8080"],
        AdminAddresses = ["http://127.0.0.1:8080"],
        Models = [.. models],
        Hosts =
        [
            new HostView
            {
                Host = "host-a",
                Region = "local",
                Zone = "z1",
                Pool = "default",
                CpuMillicores = 2_000,
                FreeCpuMillicores = 1_250,
                MemoryBytes = 8L << 30,
                UnleasedMemoryBytes = (8L << 30) - (512L << 20),
                Devices =
                [
                    new DeviceView
                    {
                        Host = "host-a",
                        Observation = new DeviceObservation { Uuid = "cpu", Class = "cpu", Model = "A Processor", Cores = 2, MemoryBytes = 8L << 30, Utilization = 0.25 },
                    },
                ],
            },
        ],
    };

    public static ModelExplanation Explanation(PlacementView placement, string summary) => new()
    {
        Placement = placement,
        Summary = summary,
        Queue = new ModelView
        {
            Spec = placement.Spec,
            Generation = placement.Generation,
            Slots = 4,
            Running = 1,
            Waiting = [0, 3, 0],
            WaitingBytes = 2_048,
            ServiceTimeP50 = TimeSpan.FromMilliseconds(1.5),
            ServiceTimeP99 = TimeSpan.FromMilliseconds(12),
            Counters = new ModelCounters { Arrived = 10, Completed = 9, Expired = 1 },
        },
        Decisions =
        [
            new Decision { At = Start, Subject = "default/digits@local/0", Action = "place", Text = "on host-a", Reasons = ["it has the most room"] },
        ],
    };
}
