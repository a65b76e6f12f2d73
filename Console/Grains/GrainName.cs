using System.CommandLine.Parsing;

namespace Krewe.Commands.Grains;

/// <summary>How a grain is named on the command line: <c>TYPE/KEY</c>; the key may contain slashes itself.</summary>
internal sealed record GrainName(string Type, string Key)
{
    public const string Help = "The grain: TYPE/KEY, such as model/default/digits@local.";

    public override string ToString() => $"{Type}/{Key}";

    public static GrainName? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && slash < text.Length - 1)
        {
            return new GrainName(text[..slash], text[(slash + 1)..]);
        }

        result.AddError($"'{text}' does not name a grain; valid: TYPE/KEY, such as model/default/digits@local ('krewe grains list' shows those that are active).");
        return null;
    }
}
