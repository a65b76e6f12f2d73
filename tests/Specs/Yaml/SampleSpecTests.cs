using System.Runtime.CompilerServices;
using Krewe.Specs.Yaml;

namespace Krewe.Specs.Tests.Yaml;

public sealed class SampleSpecTests
{
    public static TheoryData<string> Samples()
    {
        var files = Directory.GetFiles(Root(), "*.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root(), file).Replace('\\', '/'))
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        return new TheoryData<string>(files);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Sample_IsValid(string sample)
    {
        var file = Path.Combine(Root(), sample);

        var result = SpecReader.Read(File.ReadAllText(file), sample, Path.GetDirectoryName(file)!);

        Assert.Empty(result.Problems);
        Assert.NotEmpty(result.Models);
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../samples"));
}
