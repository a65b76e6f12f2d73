using Krewe.Naming;

namespace Krewe.Specs.Yaml.Reading;

/// <summary>Reads a document of kind <c>model</c>.</summary>
internal static class ModelDocumentReader
{
    private const string ClassRule = "critical, standard or batch";
    private const string BackendRule = "a mapping with command or url";

    /// <summary>The model; only to be used when no problem was added.</summary>
    public static ModelSpec Read(MappingReader root, ReadContext context, DocumentProblems problems)
    {
        var name = root.Text("name", NameRules.ModelRule);
        if (name is null && root.Value("name") is null)
        {
            problems.Missing("name", root.Node, NameRules.ModelRule);
        }

        var backend = root.Mapping("backend");
        if (backend is null)
        {
            problems.Missing("backend", root.Node, BackendRule);
        }

        return new ModelSpec
        {
            Name = name ?? "",
            Tenant = root.Text("tenant", NameRules.ResourceRule) ?? NameRules.Default,
            Version = root.Text("version", NameRules.ModelRule) ?? NameRules.DefaultVersion,
            Region = root.Text("region", NameRules.ResourceRule) ?? context.DefaultRegion,
            Regions = Regions(root.Mapping("regions")),
            Pool = root.Text("pool", NameRules.ResourceRule) ?? NameRules.Default,
            Replicas = root.Integer("replicas", 1),
            Class = root.Parse<ServiceClass>("class", ServiceClass.Standard, ClassRule, TryClass),
            Timeout = root.Duration("timeout", SpecDefaults.Timeout),
            Idempotent = root.Boolean("idempotent", true),
            Concurrency = root.Integer("concurrency", SpecDefaults.Concurrency),
            Queue = Queue(root.Mapping("queue"), problems),
            Scaling = root.Mapping("scaling") is { } scaling ? ScalingReader.Read(scaling, problems) : null,
            Batching = Batching(root.Mapping("batching")),
            HedgeThousandths = root.Thousandths("hedging", 0),
            Resources = Resources(root.Mapping("resources")),
            Backend = Backend(backend, context.BaseDirectory, problems),
        };
    }

    private static RegionsSpec? Regions(MappingReader? regions) => regions is null ? null : new RegionsSpec
    {
        Allow = regions.Texts("allow"),
        Standby = regions.Integer("standby", 0),
        Near = regions.Value("near") is null ? null : regions.Duration("near", TimeSpan.FromSeconds(1)),
    };

    private static QueueSpec Queue(MappingReader? queue, DocumentProblems problems) => queue is null ? new QueueSpec() : new QueueSpec
    {
        MaxRequests = queue.Integer("max_requests", SpecDefaults.QueueRequests),
        MaxBytes = queue.Size("max_bytes", SpecDefaults.QueueBytes),
        AgeingBound = queue.Duration("ageing_bound", SpecDefaults.AgeingBound),
        Shards = queue.Integer("shards", 1),
        Weights = queue.IntegerByName("weights"),
        MaxKeys = queue.Integer("max_keys", SpecDefaults.FairnessKeys),
        Quota = queue.Mapping("quota") is { } quota ? QuotaReader.Read(quota, problems) : null,
    };

    private static BatchingSpec Batching(MappingReader? batching) => batching is null ? new BatchingSpec() : new BatchingSpec
    {
        MaxSize = batching.Integer("max_size", 1),
        MaxDelay = batching.Duration("max_delay", SpecDefaults.BatchDelay),
        PreferredSizes = batching.Integers("preferred_sizes"),
    };

    private static ResourceSpec Resources(MappingReader? resources) => resources is null ? new ResourceSpec() : new ResourceSpec
    {
        CpuMillicores = resources.Thousandths("cpu", SpecDefaults.CpuMillicores),
        MemoryBytes = resources.Size("memory", SpecDefaults.MemoryBytes),
        Devices = Devices(resources.Mapping("devices")),
    };

    private static DeviceDemand Devices(MappingReader? devices) => devices is null ? new DeviceDemand() : new DeviceDemand
    {
        Count = devices.Integer("count", 0),
        Classes = devices.Texts("classes"),
        MemoryBytes = devices.Size("memory", 0),
        ComputeThousandths = devices.Thousandths("compute", 1_000),
    };

    private static BackendSpec Backend(MappingReader? backend, string baseDirectory, DocumentProblems problems)
    {
        if (backend is null)
        {
            return new BackendSpec();
        }

        var command = backend.Text("command", "a path, or a program's name");
        return new BackendSpec
        {
            Command = command is null ? null : Command(command, baseDirectory),
            Arguments = backend.Texts("arguments"),
            Environment = backend.TextByName("environment"),
            WorkingDirectory = Directory(backend, command, baseDirectory),
            Url = backend.Text("url", "an address such as http://host:8000"),
            ModelName = backend.Text("model", NameRules.ModelRule),
            StartupTimeout = backend.Duration("startup_timeout", SpecDefaults.StartupTimeout),
            StopGrace = backend.Duration("stop_grace", SpecDefaults.StopGrace),
            Weights = [.. backend.Mappings("weights").Select(weights => WeightsReader.Read(weights, baseDirectory, problems))],
        };
    }

    /// <summary>A name without a slash is looked up in PATH by whoever starts it; a path counts from the file's directory.</summary>
    private static string Command(string command, string baseDirectory) =>
        command.Contains('/', StringComparison.Ordinal) ? Absolute(command, baseDirectory) : command;

    private static string? Directory(MappingReader backend, string? command, string baseDirectory)
    {
        if (backend.Text("directory", "a path") is { } directory)
        {
            return Absolute(directory, baseDirectory);
        }

        return command is null || backend.IsExplicitNull("directory") ? null : Absolute(".", baseDirectory);
    }

    /// <summary>A path with a NUL is left to the validator, which refuses it.</summary>
    internal static string Absolute(string path, string baseDirectory) =>
        path.Contains('\0', StringComparison.Ordinal) ? path : Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, baseDirectory));

    private static bool TryClass(string text, out ServiceClass value)
    {
        (value, var found) = text switch
        {
            "critical" => (ServiceClass.Critical, true),
            "standard" => (ServiceClass.Standard, true),
            "batch" => (ServiceClass.Batch, true),
            _ => (ServiceClass.Standard, false),
        };
        return found;
    }
}
