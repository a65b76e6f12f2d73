using System.Reflection;

namespace Krewe.Conformance.Tests.Api;

/// <summary>
/// The public API of the bundled engine against that of Orleans: the packages that can be had as files are read, for the others there is a
/// baseline of their signatures. What is missing as a whole type is left out on purpose; what exists must be the same.
/// </summary>
public sealed class ApiTests
{
#if ORLEANS
    [Fact]
    public void Baseline_OfSignatures_IsThatOfThePackages()
    {
        var lines = Directory.GetFiles(AppContext.BaseDirectory, "Orleans.*.dll").SelectMany(ApiReader.Read).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Baseline().Where(line => !lines.Contains(line)));
    }
#else
    [Fact]
    public void PublicApi_OfTheBundledEngine_IsThatOfOrleans()
    {
        var ours = Ours();
        var theirs = Downloaded().Concat(Baseline()).ToHashSet(StringComparer.Ordinal);
        var types = ours.Where(line => !line.Contains(" :: ", StringComparison.Ordinal)).Select(NameOf).ToHashSet(StringComparer.Ordinal);
        ApiDifferences differences = new(Text("differences.txt"));

        var more = ours.Where(line => !theirs.Contains(line) && !differences.Explains('+', line)).Select(line => $"+ {line}");
        var fewer = theirs.Where(line => !ours.Contains(line) && types.Contains(NameOf(line)) && !differences.Explains('-', line)).Select(line => $"- {line}");
        string[] found = [.. more.Concat(fewer).Order(StringComparer.Ordinal)];
        Assert.True(found.Length == 0, $"{found.Length} differences without a reason:\n{string.Join('\n', found)}");
    }

    [Fact]
    public void Baseline_OfSignatures_HoldsNothingThatIsDownloaded() =>
        Assert.DoesNotContain(Baseline().Intersect(Downloaded()), line => !line.Contains(" :: this ", StringComparison.Ordinal));

    private static HashSet<string> Ours() =>
        Directory.GetFiles(AppContext.BaseDirectory, "Krewe.*.dll")
            .Where(path => Path.GetFileName(path) is "Krewe.Testing.dll" || Path.GetFileName(path).StartsWith("Krewe.Runtime.", StringComparison.Ordinal))
            .SelectMany(ApiReader.Read)
            .ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Downloaded()
    {
        var data = typeof(ApiTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(one => one.Key, one => one.Value!);
        return data["OrleansFiles"].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .SelectMany(package => Directory.GetFiles(Path.Combine(data["PackageRoot"], package.ToLowerInvariant(), data["OrleansVersion"], "lib", "net10.0"), "*.dll"))
            .SelectMany(ApiReader.Read);
    }

    private static string NameOf(string line) =>
        line.Contains(" :: ", StringComparison.Ordinal) ? line.Split(" :: ")[0] : line[(line.LastIndexOf(' ') + 1)..];
#endif

    private static IEnumerable<string> Baseline() =>
        Text("baseline.txt").Split('\n').Where(line => line.Length > 0 && line[0] != '#');

    private static string Text(string name)
    {
        using var stream = typeof(ApiTests).Assembly.GetManifestResourceStream($"{typeof(ApiTests).Namespace}.{name}")
            ?? throw new FileNotFoundException(name);
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
