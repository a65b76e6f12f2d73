using System.Collections.Immutable;
using System.Globalization;
using Krewe.Errors;
using Krewe.Naming;
using Krewe.Specs.Yaml;
using Krewe.Specs.Yaml.Reading;

namespace Krewe.Specs.Devices;

/// <summary>Reads a file of devices: YAML, each problem with its place, all problems at once.</summary>
public static class DeviceFileReader
{
    private const int MostDevices = 64;
    private const string ClassRule = "a device class, such as h100";
    private const string PatternRule = "a pattern with * and ?";
    private const string ShareRule = "a share from 0 to 1";
    private const string WattsRule = "watts, from 0 to 10000";

    private static readonly string KindRule = string.Join(", ", Enum.GetValues<ScriptedFaultKind>().Select(Word));

    /// <summary>Reads a file's text. Never throws for what the text holds.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fileName">What messages call the file.</param>
    public static DeviceFileResult Read(string text, string fileName)
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
            if (documents.Count > 1)
            {
                return Fail(fileName, documents[1].Line, documents[1].Column, "a file of devices is one document");
            }

            var problems = new DocumentProblems(fileName);
            var file = documents.Count == 0 ? DeviceFile.Empty : Read(new MappingReader(documents[0], "", problems, DeviceFileSchema.Schema), problems);
            return new DeviceFileResult(file, [.. problems.Found.OrderBy(problem => (problem.Line, problem.Column))]);
        }
        catch (YamlProblemException exception)
        {
            return Fail(fileName, exception.Line, exception.Column, exception.Message);
        }
    }

    private static DeviceFile Read(MappingReader root, DocumentProblems problems) => new()
    {
        Classes = [.. root.Mappings("classes").Select(rule => Class(rule, problems))],
        Pools = [.. root.Mappings("pools").Select(rule => Pool(rule, problems))],
        Simulated = [.. root.Mappings("simulated").Select(group => Group(group, problems))],
    };

    private static DeviceClassRule Class(MappingReader rule, DocumentProblems problems) => new(Required(rule, "class", ClassRule, problems))
    {
        Model = rule.Text("model", PatternRule),
        MemoryFrom = rule.Size("memory_from", 0),
        MemoryTo = rule.Size("memory_to", long.MaxValue),
        Mig = rule.Text("mig", PatternRule),
    };

    private static DevicePoolRule Pool(MappingReader rule, DocumentProblems problems)
    {
        var pool = Required(rule, "pool", NameRules.ResourceRule, problems);
        if (pool.Length > 0 && !NameRules.IsResourceName(pool))
        {
            problems.Wrong(rule.PathOf("pool"), rule.Value("pool")!, NameRules.ResourceRule);
        }

        return new DevicePoolRule(pool) { Classes = rule.Texts("classes"), Regions = rule.Texts("regions"), Labels = rule.TextByName("labels") };
    }

    private static SimulatedGroup Group(MappingReader group, DocumentProblems problems)
    {
        var count = group.Parse<int>("count", 1, $"1 to {MostDevices}", (string text, out int value) => Whole(text, 1, MostDevices, out value));
        return new SimulatedGroup
        {
            Hosts = group.Texts("hosts"),
            Regions = group.Texts("regions"),
            Count = count,
            Model = Model(group, problems),
            Mig = group.Texts("mig"),
            ForeignMemoryBytes = group.Size("foreign_memory", 0),
            Background = group.Parse<double>("background", 0, ShareRule, (string text, out double value) => Number(text, 1, out value)),
            Faults = [.. group.Mappings("faults").Select(fault => Fault(fault, count, problems))],
        };
    }

    private static DeviceModel Model(MappingReader group, DocumentProblems problems)
    {
        const long OfNoClass = 16L << 30;
        var name = group.Text("class", ClassRule);
        var known = name is null ? null : DeviceModels.Find(name);
        if (name is not null && known is null)
        {
            problems.Wrong(group.PathOf("class"), group.Value("class")!, string.Join(", ", DeviceModels.Classes) + "; or model and memory");
        }

        known ??= new DeviceModel("Simulated GPU", OfNoClass, 64, 25, 250, 1_500, 5_000);
        bool Watts(string text, out double value) => Number(text, 10_000, out value);
        return known with
        {
            Name = group.Text("model", "a name") ?? known.Name,
            MemoryBytes = group.Size("memory", known.MemoryBytes),
            Cores = group.Integer("cores", known.Cores),
            IdleWatts = group.Parse<double>("idle_watts", known.IdleWatts, WattsRule, Watts),
            MaxWatts = group.Parse<double>("max_watts", known.MaxWatts, WattsRule, Watts),
        };
    }

    private static ScriptedFault Fault(MappingReader fault, int count, DocumentProblems problems)
    {
        var kind = fault.Parse<ScriptedFaultKind>("kind", ScriptedFaultKind.Lost, KindRule, TryKind);
        if (fault.Value("kind") is null)
        {
            problems.Missing(fault.PathOf("kind"), fault.Node, KindRule);
        }

        if (kind == ScriptedFaultKind.Xid && fault.Value("xid") is null)
        {
            problems.Missing(fault.PathOf("xid"), fault.Node, "the number of an XID error, such as 79");
        }

        return new ScriptedFault
        {
            Kind = kind,
            Device = fault.Value("device") is null
                ? null
                : fault.Parse<int>("device", 0, $"0 to {count - 1}", (string text, out int value) => Whole(text, 0, count - 1, out value)),
            At = fault.Duration("at", TimeSpan.Zero),
            For = fault.Value("for") is null ? null : fault.Duration("for", TimeSpan.Zero),
            Xid = fault.Integer("xid", 0),
        };
    }

    private static string Required(MappingReader rule, string key, string valid, DocumentProblems problems)
    {
        if (rule.Text(key, valid) is { } text)
        {
            return text;
        }

        if (rule.Value(key) is null)
        {
            problems.Missing(rule.PathOf(key), rule.Node, valid);
        }

        return "";
    }

    private static bool Whole(string text, int least, int most, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;

    private static bool Number(string text, double most, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && value >= 0 && value <= most;

    private static bool TryKind(string text, out ScriptedFaultKind kind)
    {
        kind = Enum.GetValues<ScriptedFaultKind>().FirstOrDefault(one => Word(one) == text);
        return Word(kind) == text;
    }

    private static string Word(ScriptedFaultKind kind) =>
        string.Concat(kind.ToString().Select((c, i) => char.IsAsciiLetterUpper(c) && i > 0 ? "_" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));

    private static DeviceFileResult Fail(string file, int line, int column, string message) =>
        new(DeviceFile.Empty, [new SpecReadProblem(ErrorCodes.SpecSyntax, file, line, column, "", message)]);
}
