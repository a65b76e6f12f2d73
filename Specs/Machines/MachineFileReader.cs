using System.Collections.Immutable;
using System.Globalization;
using Krewe.Errors;
using Krewe.Machines;
using Krewe.Naming;
using Krewe.Specs.Yaml;
using Krewe.Specs.Yaml.Reading;

namespace Krewe.Specs.Machines;

/// <summary>Reads a file of machines: YAML, each problem with its place, all problems at once.</summary>
public static class MachineFileReader
{
    private const int MostMachines = 10_000;
    private const int MostDevices = 64;

    // A number is added to make the name of a host.
    private const int LongestName = 56;
    private const string PriceRuleText = "a price of at least 0";
    private const string RateRule = "a number of interruptions in an hour, from 0 to 1000";
    private const string ShareRule = "a share from 0 to 1";
    private static readonly string NameRule = $"{NameRules.ResourceRule}, at most {LongestName} characters";

    /// <summary>The words for ways to pay.</summary>
    public static ImmutableArray<string> PurchaseWords { get; } = ["on-demand", "reserved", "spot"];

    /// <summary>Reads a file's text. Never throws for what the text holds.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fileName">What messages call the file.</param>
    public static MachineFileResult Read(string text, string fileName)
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
                return Fail(fileName, documents[1].Line, documents[1].Column, "a file of machines is one document");
            }

            var problems = new DocumentProblems(fileName);
            var file = documents.Count == 0 ? MachineFile.Empty : Read(new MappingReader(documents[0], "", problems, MachineFileSchema.Schema), problems);
            return new MachineFileResult(file, [.. problems.Found.OrderBy(problem => (problem.Line, problem.Column))]);
        }
        catch (YamlProblemException exception)
        {
            return Fail(fileName, exception.Line, exception.Column, exception.Message);
        }
    }

    /// <summary>Reads a way to pay.</summary>
    /// <param name="text">One of <see cref="PurchaseWords"/>.</param>
    /// <param name="value">The way.</param>
    public static bool TryPurchase(string text, out PurchaseType value)
    {
        // As JSON has it, too.
        var index = PurchaseWords.IndexOf(text.Replace('_', '-'));
        value = index < 0 ? PurchaseType.OnDemand : (PurchaseType)index;
        return index >= 0;
    }

    /// <summary>The word for a way to pay.</summary>
    /// <param name="purchase">The way.</param>
    public static string WordOf(PurchaseType purchase) => PurchaseWords[(int)purchase];

    private static MachineFile Read(MappingReader root, DocumentProblems problems)
    {
        var file = new MachineFile
        {
            Prices = [.. root.Mappings("prices").Select(Price)],
            Groups = [.. root.Mappings("machines").Select(group => Group(group, problems))],
            Spot = root.Mapping("spot") is { } spot ? Spot(spot, problems) : new SpotRules(),
            Provider = root.Mapping("provider") is { } provider ? Provider(provider, problems) : new MachineProviderSpec(),
        };
        foreach (var (group, index) in file.Groups.Select((group, index) => (group, index)).Where(pair => pair.group.Name.Length > 0))
        {
            if (file.Groups.Take(index).Any(before => before.Name == group.Name))
            {
                problems.Add(ErrorCodes.SpecInvalid, "machines", root.Value("machines")!, $"there are two groups of machines called '{group.Name}'");
            }
        }

        if (!file.Groups.IsEmpty && file.Provider.Kind == MachineProviderKind.None)
        {
            problems.Missing("provider.kind", root.Node, "simulated or command: who adds the machines");
        }

        return file;
    }

    private static PriceRule Price(MappingReader rule) => new()
    {
        Class = rule.Text("class", "a device class, such as h100, or cpu"),
        Regions = rule.Texts("regions"),
        Purchase = rule.Value("purchase") is null ? null : Purchase(rule),
        DeviceSecond = Number(rule, "device_second", PriceRuleText, 1e9) ?? 0,
        InterruptionsPerHour = Number(rule, "interruptions", RateRule, 1_000) ?? 0,
    };

    private static MachineGroup Group(MappingReader group, DocumentProblems problems)
    {
        var name = Name(group, "name", "", problems);
        if (name.Length == 0 && group.Value("name") is null)
        {
            problems.Missing(group.PathOf("name"), group.Node, NameRule);
        }

        var most = Whole(group, "max", 10, MostMachines);
        var least = Whole(group, "min", 0, MostMachines);
        if (least > most)
        {
            problems.Wrong(group.PathOf("min"), group.Value("min") ?? group.Node, "at most max");
        }

        var devices = Whole(group, "devices", 0, MostDevices);
        if (devices > 0 && group.Value("class") is null)
        {
            problems.Missing(group.PathOf("class"), group.Node, "the class of the devices, such as h100");
        }

        return new MachineGroup
        {
            Name = name,
            Region = Name(group, "region", NameRules.DefaultRegion, problems),
            Zone = Name(group, "zone", NameRules.Default, problems),
            Pool = Name(group, "pool", NameRules.Default, problems),
            Purchase = Purchase(group),
            CpuMillicores = group.Thousandths("cpu", 0),
            MemoryBytes = group.Size("memory", 0),
            Devices = devices,
            DeviceClass = group.Text("class", "a device class, such as h100") ?? "",
            DeviceMemoryBytes = group.Size("device_memory", 0),
            HourlyPrice = Number(group, "price", PriceRuleText, 1e9),
            InterruptionsPerHour = Number(group, "interruptions", RateRule, 1_000),
            Least = least,
            Most = most,
            Start = Time(group, "start", TimeSpan.FromMinutes(2), problems),
            StartLimit = Time(group, "start_limit", TimeSpan.FromMinutes(15), problems),
            Idle = group.Duration("idle", TimeSpan.FromMinutes(10)),
        };
    }

    private static SpotRules Spot(MappingReader spot, DocumentProblems problems)
    {
        var rules = new SpotRules();
        return rules with
        {
            Critical = Number(spot, "critical", ShareRule, 1) ?? rules.Critical,
            Standard = Number(spot, "standard", ShareRule, 1) ?? rules.Standard,
            Batch = Number(spot, "batch", ShareRule, 1) ?? rules.Batch,
            Group = Number(spot, "group", ShareRule, 1) ?? rules.Group,
            Pause = Time(spot, "pause", rules.Pause, problems),
        };
    }

    private static MachineProviderSpec Provider(MappingReader provider, DocumentProblems problems)
    {
        const string KindRule = "none, simulated or command";
        var read = new MachineProviderSpec
        {
            Kind = provider.Parse("kind", MachineProviderKind.None, KindRule, (string text, out MachineProviderKind value) =>
                Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0])),
            Add = provider.Texts("add"),
            Remove = provider.Texts("remove"),
            List = provider.Texts("list"),
            Timeout = Time(provider, "timeout", TimeSpan.FromMinutes(1), problems),
        };
        if (read.Kind == MachineProviderKind.Command)
        {
            foreach (var (key, command) in new[] { ("add", read.Add), ("remove", read.Remove), ("list", read.List) })
            {
                if (command.IsEmpty)
                {
                    problems.Missing(provider.PathOf(key), provider.Node, "a program and its arguments, such as [/usr/local/bin/machines, " + key + "]");
                }
            }
        }

        return read;
    }

    private static PurchaseType Purchase(MappingReader of) =>
        of.Parse<PurchaseType>("purchase", PurchaseType.OnDemand, string.Join(", ", PurchaseWords), TryPurchase);

    private static string Name(MappingReader of, string key, string otherwise, DocumentProblems problems)
    {
        if (of.Text(key, NameRule) is not { } text)
        {
            return otherwise;
        }

        if (NameRules.IsResourceName(text) && text.Length <= LongestName)
        {
            return text;
        }

        problems.Wrong(of.PathOf(key), of.Value(key)!, NameRule);
        return otherwise;
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

    private static int Whole(MappingReader of, string key, int otherwise, int most) => of.Parse<int>(key, otherwise, $"0 to {most}",
        (string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= most);

    private static double? Number(MappingReader of, string key, string rule, double most) => of.Value(key) is null ? null : of.Parse<double>(key, 0, rule,
        (string text, out double value) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && value <= most);

    private static MachineFileResult Fail(string file, int line, int column, string message) =>
        new(MachineFile.Empty, [new SpecReadProblem(ErrorCodes.SpecSyntax, file, line, column, "", message)]);
}
