namespace Krewe.Specs.Yaml.Reading;

/// <summary>Reads an item of <c>backend.weights</c>.</summary>
internal static class WeightsReader
{
    private const string NotGiven = "sha256:";

    public static WeightsSpec Read(MappingReader weights, string baseDirectory, DocumentProblems problems)
    {
        var source = Required(weights, "source", WeightsRules.SourceRule, problems);
        var digest = Required(weights, "digest", WeightsRules.DigestRule, problems);
        return new WeightsSpec
        {
            Source = source is null ? "" : IsAddress(source) ? source : ModelDocumentReader.Absolute(source, baseDirectory),
            Digest = digest ?? NotGiven,
            Name = weights.Text("name", WeightsRules.NameRule) ?? (source is null ? "weights" : WeightsRules.NameOf(source)),
            Bytes = weights.Value("size") is null ? null : weights.Size("size", 1),
        };
    }

    private static string? Required(MappingReader weights, string key, string rule, DocumentProblems problems)
    {
        var text = weights.Text(key, rule);
        if (text is null && weights.Value(key) is null)
        {
            problems.Missing(weights.PathOf(key), weights.Node, rule);
        }

        return text;
    }

    /// <summary>What has a scheme is no path; the validator says which schemes will do.</summary>
    private static bool IsAddress(string source) => source.Contains("://", StringComparison.Ordinal) || source.StartsWith("file:", StringComparison.Ordinal);
}
