using System.CommandLine.Parsing;
using Krewe.Specs.Yaml;

namespace Krewe.Commands.Application;

/// <summary>Durations on the command line, written as in specs.</summary>
internal static class DurationArgument
{
    public static TimeSpan? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (SpecDuration.TryParse(text, out var value) && value >= TimeSpan.Zero)
        {
            return value;
        }

        var option = result.Parent is OptionResult parent ? parent.Option.Name : "a time";
        result.AddError($"'{text}' is not valid for {option}; valid: 0, or {SpecDuration.Rule}.");
        return null;
    }
}
