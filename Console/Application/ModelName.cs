using System.CommandLine.Parsing;
using Krewe.Naming;

namespace Krewe.Commands.Application;

/// <summary>How a model is named on the command line: <c>[TENANT/]MODEL[@REGION]</c>. No region means that of the silo that is asked.</summary>
internal sealed record ModelName(string Tenant, string Model, string? Region)
{
    public const string Help = "The model: [TENANT/]MODEL[@REGION].";

    public override string ToString() => $"{Tenant}/{Model}{(Region is null ? "" : "@" + Region)}";

    public static ModelName? Parse(ArgumentResult result) => Parse(result, result.Tokens.Single().Value);

    /// <summary>Several.</summary>
    public static ModelName[]? ParseAll(ArgumentResult result)
    {
        var names = result.Tokens.Select(token => Parse(result, token.Value)).OfType<ModelName>().ToArray();
        return names.Length == result.Tokens.Count ? names : null;
    }

    private static ModelName? Parse(ArgumentResult result, string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var (path, region) = at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? new ModelName(NameRules.Default, path, region) : new ModelName(path[..slash], path[(slash + 1)..], region);
        if (NameRules.IsResourceName(name.Tenant) && NameRules.IsModelName(name.Model) && (region is null || NameRules.IsResourceName(region)))
        {
            return name;
        }

        result.AddError($"'{text}' does not name a model; valid: [TENANT/]MODEL[@REGION], such as digits or acme/digits@eu-west.");
        return null;
    }
}
