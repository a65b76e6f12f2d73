using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Specs;

namespace Krewe.Abstractions.Tests.Specs;

public sealed class ModelSpecValidatorTests
{
    private static readonly ModelSpec Valid = new() { Name = "digits", Backend = new BackendSpec { Command = "serve" } };

    /// <summary>The key that is wrong and the change that makes it so; each rule just beyond both of its ends.</summary>
    public static TheoryData<string, Func<ModelSpec, ModelSpec>> Wrong => new()
    {
        { "name", spec => spec with { Name = "" } },
        { "name", spec => spec with { Name = "a/b" } },
        { "name", spec => spec with { Name = null! } },
        { "version", spec => spec with { Version = "1/2" } },
        { "tenant", spec => spec with { Tenant = "Upper" } },
        { "region", spec => spec with { Region = "" } },
        { "pool", spec => spec with { Pool = "a_b" } },
        { "replicas", spec => spec with { Replicas = -1 } },
        { "replicas", spec => spec with { Replicas = 1_001 } },
        { "concurrency", spec => spec with { Concurrency = 0 } },
        { "concurrency", spec => spec with { Concurrency = 1_025 } },
        { "timeout", spec => spec with { Timeout = TimeSpan.FromMilliseconds(1) - TimeSpan.FromTicks(1) } },
        { "timeout", spec => spec with { Timeout = TimeSpan.FromHours(1) + TimeSpan.FromTicks(1) } },
        { "class", spec => spec with { Class = (ServiceClass)3 } },
        { "queue.max_requests", Queue(queue => queue with { MaxRequests = 0 }) },
        { "queue.max_requests", Queue(queue => queue with { MaxRequests = 1_000_001 }) },
        { "queue.max_bytes", Queue(queue => queue with { MaxBytes = 1_023 }) },
        { "queue.max_bytes", Queue(queue => queue with { MaxBytes = (64L << 30) + 1 }) },
        { "queue.shards", Queue(queue => queue with { Shards = 0 }) },
        { "queue.shards", Queue(queue => queue with { Shards = 65 }) },
        { "queue.ageing_bound", Queue(queue => queue with { AgeingBound = TimeSpan.FromMilliseconds(99) }) },
        { "queue.max_keys", Queue(queue => queue with { MaxKeys = 0 }) },
        { "batching.max_size", spec => spec with { Batching = new BatchingSpec { MaxSize = 0 } } },
        { "batching.max_delay", spec => spec with { Batching = new BatchingSpec { MaxDelay = TimeSpan.FromSeconds(11) } } },
        { "batching.preferred_sizes", spec => spec with { Batching = new BatchingSpec { MaxSize = 4, PreferredSizes = [2, 5] } } },
        { "hedging", spec => spec with { HedgeThousandths = 501 } },
        { "queue.ageing_bound", Queue(queue => queue with { AgeingBound = TimeSpan.FromHours(2) }) },
        { "queue.quota.requests", Queue(queue => queue with { Quota = new QuotaSpec { RequestThousandths = 0 } }) },
        { "queue.quota.per_key", Queue(queue => queue with { Quota = new QuotaSpec { PerKeyThousandths = 1_000_000_001 } }) },
        { "queue.quota.keys.acme", Queue(queue => queue with { Quota = new QuotaSpec { KeyThousandths = ImmutableDictionary<string, int>.Empty.Add("acme", -1) } }) },
        { "queue.quota.keys", Queue(queue => queue with { Quota = new QuotaSpec { KeyThousandths = ImmutableDictionary<string, int>.Empty.Add("", 1) } }) },
        { "queue.quota.burst", Queue(queue => queue with { Quota = new QuotaSpec { Burst = TimeSpan.FromMilliseconds(499) } }) },
        { "queue.weights.a", Queue(queue => queue with { Weights = queue.Weights.Add("a", 0) }) },
        { "resources.cpu", Resources(resources => resources with { CpuMillicores = 0 }) },
        { "resources.cpu", Resources(resources => resources with { CpuMillicores = 1_024_001 }) },
        { "resources.memory", Resources(resources => resources with { MemoryBytes = (1L << 20) - 1 }) },
        { "resources.memory", Resources(resources => resources with { MemoryBytes = (65_536L << 30) + 1 }) },
        { "resources.devices.count", Devices(devices => devices with { Count = -1 }) },
        { "resources.devices.count", Devices(devices => devices with { Count = 17 }) },
        { "resources.devices.compute", Devices(devices => devices with { ComputeThousandths = 0 }) },
        { "resources.devices.compute", Devices(devices => devices with { ComputeThousandths = 1_001 }) },
        { "resources.devices.memory", Devices(devices => devices with { MemoryBytes = -1 }) },
        { "resources.devices.memory", Devices(devices => devices with { MemoryBytes = (65_536L << 30) + 1 }) },
        { "backend", Backend(backend => backend with { Command = null }) },
        { "backend", Backend(backend => backend with { Url = "http://h:1" }) },
        { "backend.command", Backend(backend => backend with { Command = "" }) },
        { "backend.command", Backend(backend => backend with { Command = "a\0b" }) },
        { "backend.url", Url("h:8000") },
        { "backend.url", Url("/path") },
        { "backend.url", Url("ftp://h") },
        { "backend.url", Url("http://h/v2") },
        { "backend.url", Url("http://h/?q") },
        { "backend.directory", Backend(backend => backend with { WorkingDirectory = "models" }) },
        { "backend.directory", Backend(backend => backend with { WorkingDirectory = "/a\0" }) },
        { "backend.model", Backend(backend => backend with { ModelName = "a b" }) },
        { "backend.environment", Variable("") },
        { "backend.environment", Variable("A=B") },
        { "backend.environment", Variable("KREWE_PORT") },
        { "backend.startup_timeout", Backend(backend => backend with { StartupTimeout = TimeSpan.FromMilliseconds(99) }) },
        { "backend.startup_timeout", Backend(backend => backend with { StartupTimeout = TimeSpan.FromHours(2) }) },
        { "backend.stop_grace", Backend(backend => backend with { StopGrace = TimeSpan.FromTicks(-1) }) },
        { "backend.stop_grace", Backend(backend => backend with { StopGrace = TimeSpan.FromMinutes(11) }) },
    };

    public static TheoryData<Func<ModelSpec, ModelSpec>> Right =>
    [
        spec => spec,
        spec => spec with { Replicas = 0 },
        spec => spec with { Replicas = 1_000, Concurrency = 1_024, Timeout = TimeSpan.FromHours(1) },
        spec => spec with { Concurrency = 1, Timeout = TimeSpan.FromMilliseconds(1), Class = ServiceClass.Batch },
        Url("http://127.0.0.1:8000"),
        Url("https://h.example/"),
        Backend(backend => backend with { WorkingDirectory = "/srv/model", ModelName = "Other_1" }),
        Variable("KREW"),
        Backend(backend => backend with { StopGrace = TimeSpan.Zero }),
        Devices(devices => devices with { Count = 16, ComputeThousandths = 1 }),
        Queue(_ => new QueueSpec { MaxRequests = 1, MaxBytes = 1_024, AgeingBound = TimeSpan.FromMilliseconds(100) }),
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_OneThingWrong_ThatKeyOnly(string key, Func<ModelSpec, ModelSpec> change)
    {
        var problem = Assert.Single(ModelSpecValidator.Validate(change(Valid)));

        Assert.Equal(key, problem.Key);
        Assert.Equal(ErrorCodes.SpecInvalid, problem.Code);
        Assert.Contains("is not valid; valid: ", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void Validate_Valid_Nothing(Func<ModelSpec, ModelSpec> change) => Assert.Empty(ModelSpecValidator.Validate(change(Valid)));

    [Fact]
    public void ThrowIfInvalid_SeveralThingsWrong_AllReasonsAtOnce()
    {
        var exception = Assert.Throws<KreweException>(() => ModelSpecValidator.ThrowIfInvalid(Valid with { Name = "a b", Replicas = -1, Pool = "" }));

        Assert.Equal(ErrorCodes.SpecInvalid, exception.Problem.Code);
        Assert.Equal(3, exception.Problem.Reasons.Length);
        Assert.Contains("3 problems", exception.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_VeryLongValue_IsShortened() =>
        Assert.True(Assert.Single(ModelSpecValidator.Validate(Valid with { Name = new string('x', 10_000) })).Message.Length < 300);

    [Theory]
    [InlineData(false, "queue")]
    [InlineData(false, "replicas")]
    [InlineData(false, "timeout")]
    [InlineData(true, "version")]
    [InlineData(true, "backend")]
    [InlineData(true, "resources")]
    [InlineData(true, "concurrency")]
    public void NeedsNewReplicas_Change_OnlyWhatAProcessSees(bool expected, string what)
    {
        var next = what switch
        {
            "queue" => Queue(queue => queue with { MaxRequests = 5 })(Valid),
            "replicas" => Valid with { Replicas = 5 },
            "timeout" => Valid with { Timeout = TimeSpan.FromSeconds(1) },
            "version" => Valid with { Version = "2" },
            "backend" => Backend(backend => backend with { Arguments = ["--x"] })(Valid),
            "resources" => Devices(devices => devices with { Classes = ["gpu"] })(Valid),
            _ => Valid with { Concurrency = 9 },
        };

        Assert.Equal(expected, Valid.NeedsNewReplicas(next));
        Assert.NotEqual(Valid, next);
    }

    private static Func<ModelSpec, ModelSpec> Queue(Func<QueueSpec, QueueSpec> change) => spec => spec with { Queue = change(spec.Queue) };

    private static Func<ModelSpec, ModelSpec> Resources(Func<ResourceSpec, ResourceSpec> change) => spec => spec with { Resources = change(spec.Resources) };

    private static Func<ModelSpec, ModelSpec> Devices(Func<DeviceDemand, DeviceDemand> change) =>
        Resources(resources => resources with { Devices = change(resources.Devices) });

    private static Func<ModelSpec, ModelSpec> Backend(Func<BackendSpec, BackendSpec> change) => spec => spec with { Backend = change(spec.Backend) };

    private static Func<ModelSpec, ModelSpec> Url(string url) => Backend(backend => backend with { Command = null, Url = url });

    private static Func<ModelSpec, ModelSpec> Variable(string name) =>
        Backend(backend => backend with { Environment = ImmutableDictionary<string, string>.Empty.Add(name, "x") });
}
