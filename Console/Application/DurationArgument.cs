using System.CommandLine.Parsing;
using Krewe.Specs;
using Krewe.Specs.Yaml;

namespace Krewe.Commands.Application;

/// <summary>Durations on the command line, written as in specs.</summary>
internal static class DurationArgument
{
    public static TimeSpan? Parse(ArgumentResult result) => Parse(result, TimeSpan.Zero);

    public static TimeSpan? Parse(ArgumentResult result, TimeSpan least)
    {
        var text = result.Tokens.Single().Value;
        if (SpecDuration.TryParse(text, out var value) && value >= least)
        {
            return value;
        }

        var option = result.Parent is OptionResult parent ? parent.Option.Name : "a time";
        result.AddError($"'{text}' is not valid for {option}; valid: {(least == TimeSpan.Zero ? "0, or " : "at least " + SpecUnits.FormatDuration(least) + ", ")}{SpecDuration.Rule}.");
        return null;
    }
}
