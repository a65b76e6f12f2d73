using System.Collections.Immutable;
using System.Text.Json;
using Krewe.Admin;
using Krewe.Admin.Activations;
using Krewe.Admin.History;
using Krewe.Admin.Plans;
using Krewe.Admin.Snapshots;
using Krewe.Backends;
using Krewe.Client.Tests;
using Krewe.Devices;
using Krewe.Errors;
using Krewe.Events;
using Krewe.Forecasting;
using Krewe.Hosts;
using Krewe.Migrations;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Pools.Improving;
using Krewe.Replicas;
using Krewe.Specs;
using Krewe.Weights;

namespace Krewe.Commands.Tests;

/// <summary>A silo that answers every route, for two hosts with a GPU each, three models and two silos.</summary>
internal static class SampleCluster
{
    public const string InferAnswer = """
        {"model_name":"digits","model_version":"1","outputs":[{"name":"label","datatype":"INT64","shape":[1],"data":[3]},
        {"name":"scores","datatype":"FP32","shape":[1,10],"data":[0,0,0,0.98,0,0,0,0.02,0,0]}]}
        """;

    public static readonly ModelSpec Digits = new()
    {
        Name = "digits",
        Replicas = 2,
        Backend = new BackendSpec { Command = "dotnet", Arguments = ["Digits.dll", "--port", "{port}"], WorkingDirectory = "/srv" },
    };

    public static readonly ModelSpec Chat = new()
    {
        Name = "chat",
        Tenant = "acme",
        Class = ServiceClass.Critical,
        Resources = new ResourceSpec { CpuMillicores = 2_000, MemoryBytes = 8L << 30, Devices = new DeviceDemand { Count = 1, Classes = ["h100"], MemoryBytes = 40L << 30 } },
        Backend = new BackendSpec { Url = "http://10.0.0.9:8000" },
    };

    public static PlacementView DigitsPlacement { get; } = Samples.Placement(Digits, 2) with
    {
        Replicas = [Replica(Digits, 0, "host-a"), Replica(Digits, 1, "host-b")],
    };

    public static PlacementView ChatPlacement { get; } = Samples.Placement(Chat, 0) with
    {
        Wanted = 2,
        Replicas = [Replica(Chat, 0, "host-a", "GPU-6f1c") with { Phase = ReplicaPhase.Starting }],
        Refusal = new Problem
        {
            Code = ErrorCodes.NotPlaced,
            Message = "1 of 2 replicas cannot be placed",
            Reasons = ["host-a: GPU-6f1c has 40 GiB wanted, 39.6 GiB free", "host-b: GPU-a2d4 is cordoned"],
            Next = "krewe uncordon host-b/GPU-a2d4",
        },
    };

    public static ImmutableArray<HostView> Hosts { get; } =
    [
        Host("host-a", "z1", "GPU-6f1c", 0.87, 61L << 30, DeviceState.Active),
        Host("host-b", "z2", "GPU-a2d4", 0.02, 1L << 30, DeviceState.Cordoned),
    ];

    public static ImmutableArray<WeightsView> Weights { get; } =
    [
        File("host-a", WeightsState.Held, 8L << 30) with { Users = 2, UsedAt = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero) },
        File("host-b", WeightsState.Fetching, 2L << 30) with { Urgency = WeightsUrgency.Move },
    ];

    private static WeightsView File(string host, WeightsState state, long have) => new()
    {
        Host = host,
        Digest = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        Name = "model.gguf",
        Models = [Chat.GetKey()],
        State = state,
        Bytes = 8L << 30,
        HaveBytes = have,
    };

    public static ImmutableArray<SiloView> Silos { get; } =
    [
        Silo("silo-a", "z1", 128),
        Silo("silo-b", "z2", 97),
    ];

    public static ClusterView Cluster { get; } = Samples.Cluster(ChatPlacement, DigitsPlacement) with { Hosts = Hosts, Silos = Silos };

    public static PoolView Pool { get; } = new()
    {
        Key = new PoolKey("local", "default"),
        Hosts = Hosts,
        Models = [ChatPlacement, DigitsPlacement],
        Decisions = [new Decision { At = Samples.Start, Subject = "acme/chat@local/1", Action = "refuse", Text = "no host has room" }],
    };

    public static ImmutableArray<ClusterEvent> Events { get; } =
    [
        new() { Sequence = 7, At = Samples.Start, Silo = "silo-a", Kind = EventKinds.ModelApplied, Subject = "acme/chat@local", Model = Chat.GetKey(), Message = "created, generation 1" },
        new()
        {
            Sequence = 8,
            At = Samples.Start.AddSeconds(1),
            Silo = "silo-a",
            Kind = EventKinds.ReplicaPlaced,
            Subject = "acme/chat@local/0",
            Model = Chat.GetKey(),
            Host = "host-a",
            Message = "on host-a with GPU-6f1c under epoch 9",
            Reasons = ["host-a: 1.2 of 2 points", "host-b: GPU-a2d4 is cordoned"],
            Inputs = ImmutableSortedDictionary<string, string>.Empty.Add("hosts", "2").Add("round", "41"),
        },
        new()
        {
            Sequence = 9,
            At = Samples.Start.AddSeconds(1),
            Silo = "silo-a",
            Kind = EventKinds.PlacementRefused,
            Level = EventLevel.Warning,
            Subject = "acme/chat@local/1",
            Model = Chat.GetKey(),
            Code = ErrorCodes.NotPlaced,
            Message = "no host has room",
            Reasons = ["host-a: GPU-6f1c has 40 GiB wanted, 39.6 GiB free", "host-b: GPU-a2d4 is cordoned"],
        },
    ];

    public static GrainDetail Grain { get; } = new()
    {
        Grain = "model/default/digits@local",
        Type = "model",
        Key = "default/digits@local",
        Active = true,
        Silos = ["silo-a"],
        Movable = true,
        StateName = "model",
        State = JsonSerializer.SerializeToElement(new { generation = 1, replicas = 2 }),
        StateTag = "3",
    };

    public static ForecastView Forecast { get; } = new()
    {
        Model = Digits.GetKey(),
        From = Samples.Start,
        Known = TimeSpan.FromDays(3),
        LearnedAt = Samples.Start.AddHours(-4),
        Step = TimeSpan.FromMinutes(1),
        History = [.. Enumerable.Range(0, 120).Select(i => new DemandPoint(Samples.Start.AddMinutes(i - 120), i is 70 or 71 ? null : i == 90 ? 42 : 8 + (i % 10 / 4)))],
        Forecast = [.. Enumerable.Range(0, 60).Select(i => new ForecastPoint(Samples.Start.AddMinutes(i), 9 + (i / 30.0), 6, 9, 12 + (i / 30.0)))],
        Peak = 14,
        Anomalies = [new DemandAnomaly(DemandAnomalyKind.Spike, Samples.Start.AddMinutes(-30), 42, 9)],
        Weights = [new ForecasterWeight("ridge", 0.6), new ForecasterWeight("seasonal shift", 0.4)],
        Scores = [new ForecastScore(TimeSpan.FromMinutes(1), 0.12, 0.95)],
    };

    public static MaintenanceResult Drained { get; } = new()
    {
        Host = "host-b",
        State = "draining",
        Changed = true,
        Moves = [new ReplicaMove { Replica = new ReplicaId(Digits.GetKey(), 1), HasRoom = true, Host = "host-a", Reasons = ["most room of 1 host"] }],
    };

    /// <summary>A replica that has moved.</summary>
    public static Migration Moved { get; } = new()
    {
        Id = "m7",
        Pool = new("local", "default"),
        Cause = MigrationCause.Operator,
        Reasons = ["an operator told so", "most room of 1 host"],
        BegunAt = Samples.Start,
        EndedAt = Samples.Start.AddSeconds(1.4),
        Status = MigrationStatus.Done,
        Steps =
        [
            new MigrationStep { Index = 0, Kind = MigrationStepKind.Start, Replica = new ReplicaId(Digits.GetKey(), 2), Host = "host-a", Replaces = 1, Phase = MigrationPhase.Done },
            new MigrationStep { Index = 1, Kind = MigrationStepKind.Stop, Replica = new ReplicaId(Digits.GetKey(), 1), Host = "host-b", After = [0], Phase = MigrationPhase.Done },
        ],
    };

    /// <summary>Starts it.</summary>
    public static async Task<FakeSilo> StartAsync()
    {
        var silo = await FakeSilo.StartAsync();
        silo.Answer("GET /admin/v1/status", Cluster);
        silo.Answer("GET /admin/v1/models", new[] { ChatPlacement, DigitsPlacement });
        silo.Answer("GET /admin/v1/replicas", ChatPlacement.Replicas.AddRange(DigitsPlacement.Replicas));
        silo.Answer("GET /admin/v1/hosts", Hosts);
        silo.Answer("GET /admin/v1/devices", Hosts.SelectMany(host => host.Devices).ToArray());
        silo.Answer("GET /admin/v1/pools", new[] { Pool });
        silo.Answer("GET /admin/v1/silos", Silos);
        silo.Answer("GET /admin/v1/models/default/digits/explain", Samples.Explanation(DigitsPlacement, "all replicas are ready"));
        silo.Answer("GET /admin/v1/models/default/digits/forecast", Forecast);
        silo.Answer("POST /v2/models/digits/infer", _ => new FakeAnswer(200, InferAnswer));
        silo.Answer("PUT /admin/v1/models", new AssignResult { Change = AssignChange.Configured, Generation = 1, Placement = DigitsPlacement });
        silo.Answer("PUT /admin/v1/models/default/digits/replicas", new AssignResult { Change = AssignChange.Configured, Generation = 1, Placement = DigitsPlacement });
        silo.Answer("DELETE /admin/v1/models/default/old", _ => new FakeAnswer(204, ""));
        silo.Answer("POST /admin/v1/plan", Plan());
        silo.Answer("GET /admin/v1/models/default/digits/logs", new LogPage([Log(1, "out", "listening on 127.0.0.1:41873"), Log(2, "err", "warm in 210 ms")], 2, 0));
        silo.Answer("GET /admin/v1/events", new EventPage { Events = Events, Last = "c1" });
        Answer(silo, "grains/summary", new GrainSummary { Counts = [Count("device", "silo-a", 2), Count("device", "silo-b", 2), Count("model", "silo-a", 2), Count("pool", "silo-b", 1)], Total = 7 });
        Answer(silo, "grains?limit=1000", new GrainPage { Grains = [Active("model", "acme/chat@local", "silo-a"), Active("model", "default/digits@local", "silo-a")], Total = 2 });
        Answer(silo, "grains/model/default%2Fdigits@local", Grain);
        Answer(silo, "snapshot", Snapshot());
        silo.Answer("POST /admin/v1/grains/model/default%2Fdigits@local/deactivate", new GrainActionResult { Grain = Grain.Grain, From = "silo-a", Message = "it ends on silo-a when it has done what it is doing" });
        silo.Answer("POST /admin/v1/grains/model/default%2Fdigits@local/migrate", new GrainActionResult { Grain = Grain.Grain, From = "silo-a", To = "silo-b", Message = "it goes from silo-a to silo-b" });
        silo.Answer("GET /admin/v1/weights", Weights);
        silo.Answer("GET /admin/v1/migrations", new[] { Moved });
        silo.Answer("GET /admin/v1/machines", new[] { SampleMachines.View });
        SampleRegions.AddTo(silo);
        silo.Answer("POST /admin/v1/replicas/default/digits/1/migrate?region=local", Moved);
        silo.Answer("POST /admin/v1/hosts/host-b/drain", Drained);
        silo.Answer("POST /admin/v1/hosts/host-b/notice", Drained);
        silo.Answer("POST /admin/v1/hosts/host-b/undrain", new MaintenanceResult { Host = "host-b", State = "active", Changed = true });
        silo.Answer("POST /admin/v1/devices/host-a/GPU-6f1c/clear", new DeviceClearing { Host = "host-a", Device = "GPU-6f1c", Cleared = ["XID 48: double bit ECC error"] });
        silo.Answer("POST /admin/v1/devices/host-b/GPU-a2d4/clear", new DeviceClearing
        {
            Host = "host-b", Device = "GPU-a2d4", Health = DeviceHealth.Draining, Reasons = ["its driver says that it needs a reset"],
        });
        silo.Answer("POST /admin/v1/devices/host-b/GPU-a2d4/cordon", new MaintenanceResult { Host = "host-b", Device = "GPU-a2d4", State = "cordoned" });
        silo.Answer("POST /admin/v1/devices/host-b/GPU-a2d4/uncordon", new MaintenanceResult { Host = "host-b", Device = "GPU-a2d4", State = "active", Changed = true });
        return silo;
    }

    /// <summary>One second, as the live stream tells it.</summary>
    public static LiveView Live(long second) => new()
    {
        Second = second,
        At = DateTimeOffset.FromUnixTimeSeconds(second),
        Silo = "silo-a",
        Models =
        [
            new LiveModel { Model = Chat.GetKey(), Ready = 0, Wanted = 2, Waiting = [4, 0, 0], Running = 0, Refused = 2 },
            new LiveModel { Model = Digits.GetKey(), Ready = 2, Wanted = 2, Waiting = [0, 1, 0], Running = 3, Completed = 480 + (int)(second % 40), P50 = TimeSpan.FromMilliseconds(2.1), P95 = TimeSpan.FromMilliseconds(6), P99 = TimeSpan.FromMilliseconds(8.4) },
        ],
        Hosts = [.. Hosts.Select(host => new LiveHost { Host = host.Host, CpuUtilization = 0.4, CpuMillicores = host.CpuMillicores, MemoryBytes = host.MemoryBytes, Leases = 1 })],
        Devices = [.. Hosts.SelectMany(host => host.Devices).Select(Live)],
        Silos =
        [
            new LiveSilo { Silo = "silo-a", CpuCores = 0.42, MemoryBytes = 180L << 20, Activations = 128, Requests = 400 },
            new LiveSilo { Silo = "silo-b", CpuCores = 0.17, MemoryBytes = 150L << 20, Activations = 97, Requests = 88 },
        ],
    };

    /// <summary>What was before, with requests that rise and fall.</summary>
    public static HistoryView History(long first, int seconds) => new()
    {
        First = first,
        Last = first + seconds - 1,
        Models =
        [
            new ModelHistory
            {
                Model = Digits.GetKey(),
                Completed = [.. Enumerable.Range(0, seconds).Select(i => (int?)(240 + (int)(240 * Math.Sin(i / 5.0))))],
                WaitingStandard = [.. Enumerable.Range(0, seconds).Select(i => (int?)(i % 10 < 7 ? 0 : i % 10 - 6))],
                P99 = [.. Enumerable.Range(0, seconds).Select(i => (double?)(0.006 + (0.002 * Math.Sin(i / 5.0))))],
            },
        ],
    };

    /// <summary>Server-sent events.</summary>
    public static FakeAnswer Stream(params (string Kind, string Id, object Data)[] events) => new(
        200,
        string.Concat(events.Select(one => $"event: {one.Kind}\nid: {one.Id}\ndata: {JsonSerializer.Serialize(one.Data, KreweJson.Options)}\n\n")),
        "text/event-stream");

    public static ClusterSnapshot Snapshot() => new()
    {
        Version = ClusterSnapshot.CurrentVersion,
        TakenAt = Samples.Start,
        Silo = "silo-a",
        Product = "0.1.0",
        Pools = [new PoolSnapshot { Pool = new PoolKey("local", "default"), At = Samples.Start, Round = 41, Weights = new SnapshotWeights(), Hosts = Hosts }],
    };

    public static PlanView Plan(Problem? refusal = null) => new()
    {
        At = Samples.Start,
        Models =
        [
            new PlannedModel
            {
                Model = Digits.GetKey(),
                Pool = new PoolKey("local", "default"),
                Change = AssignChange.Configured,
                Differences = [new SpecDifference { Path = "replicas", From = JsonSerializer.SerializeToElement(2), To = JsonSerializer.SerializeToElement(3) }],
                Replicas =
                [
                    new PlannedReplica { Replica = new ReplicaId(Digits.GetKey(), 0), Step = PlannedStep.Keep, Host = "host-a" },
                    new PlannedReplica { Replica = new ReplicaId(Digits.GetKey(), 1), Step = PlannedStep.Keep, Host = "host-b" },
                    refusal is null
                        ? new PlannedReplica { Replica = new ReplicaId(Digits.GetKey(), 2), Step = PlannedStep.Place, Host = "host-b", Seconds = 2.5, Reasons = ["most room of 2 hosts"] }
                        : new PlannedReplica { Replica = new ReplicaId(Digits.GetKey(), 2), Step = PlannedStep.Refuse, Refusal = refusal },
                ],
            },
        ],
        Pools =
        [
            new PlannedPool
            {
                Pool = new PoolKey("local", "default"),
                Improvement = new PoolImprovement
                {
                    At = Samples.Start,
                    Before = new PlanCost { Fragmentation = 200 },
                    After = new PlanCost { Fragmentation = 100, Disturbance = 2 },
                    Moves =
                    [
                        new PoolMove
                        {
                            Model = Digits.GetKey(),
                            Replica = new ReplicaId(Digits.GetKey(), 1),
                            From = "host-b",
                            FromDevices = ["g1"],
                            To = "host-a",
                            ToDevices = ["g0"],
                            Seconds = 2,
                            Saves = 98,
                            Reasons = ["fewer devices in pieces (+100)"],
                        },
                    ],
                    Worthwhile = true,
                    Verdict = "1 moves save 98",
                    Gap = 0.1,
                    Constraints = [new ConstraintCost { Subject = "model m", Constraint = "at most 1 on one host", Costs = new PlanCost { Missing = 50 } }],
                },
            },
        ],
    };

    private static void Answer(FakeSilo silo, string path, object body) => silo.Answer("GET /admin/v1/" + path, body);

    private static LogLine Log(long sequence, string stream, string text) => new(sequence, Samples.Start, stream, text);

    private static GrainCount Count(string type, string silo, int count) => new() { Type = type, Silo = silo, Count = count };

    private static GrainView Active(string type, string key, string silo) => new() { Grain = $"{type}/{key}", Type = type, Key = key, Silo = silo };

    private static ReplicaView Replica(ModelSpec spec, int number, string host, params string[] devices)
    {
        var replica = Samples.Replica(spec, number, 1);
        return replica with
        {
            Lease = replica.Lease! with { Host = host, Devices = [.. devices], Epoch = 7 + number },
            Running = 1,
            Backend = new BackendStatus { Replica = replica.Id, Epoch = 7, Incarnation = 1, State = BackendState.Ready, ProcessId = 4711 + number, Address = "http://127.0.0.1:41873", CpuEnforcement = "cgroup", MemoryEnforcement = "cgroup" },
        };
    }

    private static SiloView Silo(string name, string zone, int grains) => new()
    {
        Name = name,
        Address = $"10.0.0.{grains % 7}:11111",
        Status = "Active",
        Metadata = ImmutableSortedDictionary<string, string>.Empty.Add("region", "local").Add("zone", zone).Add("host", "host-" + name[^1..]),
        Activations = grains,
    };

    private static HostView Host(string name, string zone, string gpu, double use, long used, DeviceState state) => new()
    {
        Host = name,
        Region = "local",
        Zone = zone,
        Pool = "default",
        Silo = "silo-" + name[^1..],
        CpuMillicores = 16_000,
        FreeCpuMillicores = 13_500,
        CpuUtilization = 0.4,
        MemoryBytes = 64L << 30,
        UnleasedMemoryBytes = 55L << 30,
        SeenAt = Samples.Start,
        Leases = [new Lease { Replica = new ReplicaId(Digits.GetKey(), name == "host-a" ? 0 : 1), Host = name, Epoch = 7, CpuMillicores = 500, MemoryBytes = 1 << 28 }],
        Devices =
        [
            new DeviceView
            {
                Host = name,
                Observation = new DeviceObservation { Uuid = "cpu", Class = "cpu", Model = "EPYC 9354", Cores = 16, MemoryBytes = 64L << 30, UsedMemoryBytes = 20L << 30, Utilization = 0.4 },
                FreeMemoryBytes = 55L << 30,
                Since = Samples.Start,
            },
            new DeviceView
            {
                Host = name,
                Observation = new DeviceObservation { Uuid = gpu, Class = "h100", Model = "H100 80GB HBM3", Accelerator = true, Cores = 132, MemoryBytes = 80L << 30, UsedMemoryBytes = used, Utilization = use, PowerWatts = 412, Telemetry = new DeviceTelemetry { Temperature = 64 } },
                FreeMemoryBytes = (80L << 30) - used,
                FreeComputeThousandths = use > 0.5 ? 0 : 1_000,
                Since = Samples.Start,
                State = state,
                HighestEpoch = 9,
            },
        ],
    };

    private static LiveDevice Live(DeviceView device) => new()
    {
        Host = device.Host,
        Device = device.Observation.Uuid,
        Class = device.Observation.Class,
        Name = device.Observation.Model,
        Health = device.Health,
        Utilization = device.Observation.Utilization,
        MemoryBytes = device.Observation.MemoryBytes,
        UsedMemoryBytes = device.Observation.UsedMemoryBytes,
        PowerWatts = device.Observation.PowerWatts,
        Temperature = device.Observation.Telemetry?.Temperature,
        Reasons = device.Reasons,
        Leases = 1,
    };
}
