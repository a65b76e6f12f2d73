using System.Collections.Immutable;
using System.Globalization;
using Krewe.Errors;
using Krewe.Machines;
using Krewe.Specs.Machines;
using Krewe.Specs.Yaml;
using Krewe.Specs.Yaml.Reading;

namespace Krewe.Specs.Simulations;

/// <summary>Reads a file of a simulation: YAML, each problem with its place, all problems at once. docs/simulate.md describes its keys.</summary>
public static class SimulationFileReader
{
    private const int MostHosts = 100_000;
    private const int MostOfModel = 100_000;
    private const int MostDevices = 64;
    private const string NameRule = "a name";
    private const string ClassRule = "critical, standard or batch";

    private static readonly KeySchema Schema = new(
    [
        "hosts", "hosts.name", "hosts.count", "hosts.cpu", "hosts.memory", "hosts.devices", "hosts.class", "hosts.device_memory", "hosts.price",
        "hosts.elastic", "hosts.min", "hosts.purchase", "hosts.interruptions", "hosts.start", "hosts.idle", "spot", "spot.critical", "spot.standard", "spot.batch",
        "models", "models.name", "models.class", "models.replicas", "models.concurrency", "models.slots", "models.queue", "models.objective", "models.cold_start",
        "models.timeout", "models.ageing_bound", "models.classes", "models.classes.class", "models.classes.share", "models.classes.objective", "models.classes.timeout",
        "models.service", "models.service_p99", "models.speeds", "models.cpu", "models.memory", "models.devices", "models.device_classes", "models.device_memory", "models.device_compute",
    ]);

    /// <summary>Reads a file's text. Never throws for what the text holds.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fileName">What messages call the file.</param>
    /// <param name="specs">Specs by the names of models: what the file does not say of a model its spec does. Null for none.</param>
    public static SimulationFileResult Read(string text, string fileName, IReadOnlyDictionary<string, ModelSpec>? specs = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(fileName);
        if (text.Length > SpecLimits.MaxCharacters)
        {
            return Fail(fileName, 1, 1, $"the file has {text.Length} characters; valid: at most {SpecLimits.MaxCharacters}");
        }

        try
        {
            var documents = new YamlDocumentParser(text).Read().Where(node => node is not YamlScalar { IsNull: true }).ToList();
            if (documents.Count != 1)
            {
                return Fail(fileName, documents.Count == 0 ? 1 : documents[1].Line, 1, "a file of a simulation is one document with hosts, models or both");
            }

            var problems = new DocumentProblems(fileName);
            var root = new MappingReader(documents[0], "", problems, Schema);
            var file = new SimulationFile
            {
                Hosts = [.. root.Mappings("hosts").Select(group => Hosts(group, problems))],
                Spot = root.Mapping("spot") is { } spot ? Spot(spot) : new SpotRules(),
                Models = [.. root.Mappings("models").Select(model => Model(model, problems, specs))],
            };
            return new SimulationFileResult(file, [.. problems.Found.OrderBy(problem => (problem.Line, problem.Column))]);
        }
        catch (YamlProblemException exception)
        {
            return Fail(fileName, exception.Line, exception.Column, exception.Message);
        }
    }

    private static SimulatedHosts Hosts(MappingReader group, DocumentProblems problems) => new()
    {
        Name = Name(group, problems),
        Count = Whole(group, "count", 1, 1, MostHosts),
        CpuMillicores = group.Thousandths("cpu", 0),
        MemoryBytes = group.Size("memory", 0),
        Devices = Whole(group, "devices", 0, 0, MostDevices),
        DeviceClass = group.Text("class", "a device class, such as h100") ?? "",
        DeviceMemoryBytes = group.Size("device_memory", 0),
        HourlyPrice = group.Parse<double>("price", 0, "a price of at least 0", Price),
        Elastic = group.Boolean("elastic", false),
        Least = Whole(group, "min", 0, 0, MostHosts),
        Purchase = group.Parse<PurchaseType>("purchase", PurchaseType.OnDemand, string.Join(", ", MachineFileReader.PurchaseWords), MachineFileReader.TryPurchase),
        InterruptionsPerHour = group.Parse<double>("interruptions", 0, "interruptions in an hour, at least 0", Price),
        Start = Time(group, "start", TimeSpan.FromMinutes(2), problems),
        Idle = group.Duration("idle", TimeSpan.FromMinutes(10)),
    };

    private static SpotRules Spot(MappingReader spot)
    {
        double Share(string key, double otherwise) => spot.Parse(key, otherwise, "a share from 0 to 1", (string text, out double value) => Price(text, out value) && value <= 1);
        var rules = new SpotRules();
        return rules with { Critical = Share("critical", rules.Critical), Standard = Share("standard", rules.Standard), Batch = Share("batch", rules.Batch) };
    }

    private static SimulatedModel Model(MappingReader model, DocumentProblems problems, IReadOnlyDictionary<string, ModelSpec>? specs)
    {
        var name = Name(model, problems);
        var spec = specs?.GetValueOrDefault(name);
        var given = spec is null ? new SimulatedModel { Name = name } : SimulatedSpecs.Of(spec);
        var service = Time(model, "service", TimeSpan.FromMilliseconds(100), problems);
        var slow = model.Value("service_p99") is null ? (TimeSpan?)null : Time(model, "service_p99", service, problems);
        if (slow < service)
        {
            problems.Wrong(model.PathOf("service_p99"), model.Value("service_p99")!, "at least the median of service");
        }

        var (classes, timeout, speeds) = (Classes(model, problems, spec), Limit(model, problems) ?? given.Timeout, Speeds(model, problems));
        var concurrency = Whole(model, "concurrency", given.Concurrency, 1, MostOfModel);
        return new SimulatedModel
        {
            Name = name,
            Class = model.Parse<ServiceClass>("class", given.Class, ClassRule, TryClass),
            Replicas = Whole(model, "replicas", given.Replicas, 0, MostOfModel),
            Concurrency = concurrency,
            Classes = classes,
            Timeout = timeout,
            AgeingBound = Time(model, "ageing_bound", given.AgeingBound, problems),
            Slots = Whole(model, "slots", classes.IsEmpty && timeout is null && speeds.IsEmpty && concurrency == 1 ? given.Slots : concurrency, concurrency, MostOfModel),
            QueueLimit = Whole(model, "queue", given.QueueLimit, 0, int.MaxValue),
            Objective = Time(model, "objective", given.Objective, problems),
            ColdStart = model.Duration("cold_start", TimeSpan.FromSeconds(35)),
            Service = service,
            Service99 = slow,
            Speeds = speeds,
            CpuMillicores = model.Thousandths("cpu", given.CpuMillicores),
            MemoryBytes = model.Size("memory", given.MemoryBytes),
            Devices = Whole(model, "devices", given.Devices, 0, MostDevices),
            DeviceClasses = model.Value("device_classes") is null ? given.DeviceClasses : model.Texts("device_classes"),
            DeviceMemoryBytes = model.Size("device_memory", given.DeviceMemoryBytes),
            DeviceComputeThousandths = Whole(model, "device_compute", given.DeviceComputeThousandths, 0, 1000),
        };
    }

    private static ImmutableArray<SimulatedClass> Classes(MappingReader model, DocumentProblems problems, ModelSpec? spec)
    {
        var read = new List<SimulatedClass>();
        foreach (var one in model.Mappings("classes"))
        {
            if (one.Value("class") is not { } named)
            {
                problems.Missing(one.PathOf("class"), one.Node, ClassRule);
                continue;
            }

            var of = one.Parse<ServiceClass>("class", ServiceClass.Standard, ClassRule, TryClass);
            if (read.Exists(other => other.Class == of))
            {
                problems.Wrong(one.PathOf("class"), named, "each class once");
            }

            read.Add(new SimulatedClass
            {
                Class = of,
                Share = one.Parse<double>("share", 1, "a share above 0", (string text, out double value) => Price(text, out value) && value > 0),
                Objective = one.Value("objective") is null ? spec?.Scaling?.Objectives?.Of(of) : Time(one, "objective", TimeSpan.FromSeconds(1), problems),
                Timeout = Limit(one, problems),
            });
        }

        return read.Count == 0 ? [] : [.. read.OrderBy(one => one.Class)];
    }

    private static ImmutableDictionary<string, double> Speeds(MappingReader model, DocumentProblems problems)
    {
        var read = ImmutableDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var (device, text) in model.TextByName("speeds"))
        {
            if (Price(text, out var speed) && speed > 0)
            {
                read.Add(device, speed);
            }
            else
            {
                problems.Wrong($"{model.PathOf("speeds")}.{device}", model.Value("speeds")!, "a number above 0");
            }
        }

        return read.Count == 0 ? ImmutableDictionary<string, double>.Empty : read.ToImmutable();
    }

    private static TimeSpan? Limit(MappingReader of, DocumentProblems problems) =>
        of.Value("timeout") is null ? null : Time(of, "timeout", TimeSpan.FromSeconds(30), problems);

    private static string Name(MappingReader of, DocumentProblems problems)
    {
        if (of.Text("name", NameRule) is { Length: > 0 } name)
        {
            return name;
        }

        problems.Missing(of.PathOf("name"), of.Node, NameRule);
        return "";
    }

    private static TimeSpan Time(MappingReader of, string key, TimeSpan otherwise, DocumentProblems problems)
    {
        var value = of.Duration(key, otherwise);
        if (value <= TimeSpan.Zero && of.Value(key) is { } node)
        {
            problems.Wrong(of.PathOf(key), node, "more than 0");
        }

        return value;
    }

    private static int Whole(MappingReader of, string key, int otherwise, int least, int most) => of.Parse<int>(key, otherwise, $"{least} to {most}",
        (string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most);

    private static bool Price(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static bool TryClass(string text, out ServiceClass value) =>
        Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]);

    private static SimulationFileResult Fail(string file, int line, int column, string message) =>
        new(SimulationFile.Empty, [new SpecReadProblem(ErrorCodes.SpecSyntax, file, line, column, "", message)]);
}
