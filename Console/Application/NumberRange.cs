using System.CommandLine.Parsing;
using System.Globalization;

namespace Krewe.Commands.Application;

/// <summary>Whole numbers on the command line that have a range.</summary>
internal sealed record NumberRange(int Least, int Most)
{
    public int? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= Least && number <= Most)
        {
            return number;
        }

        var name = result.Parent is OptionResult parent ? parent.Option.Name : result.Argument.Name;
        var valid = Most == int.MaxValue ? $"a whole number, {Least} or more" : $"a whole number from {Least} to {Most}";
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"'{text}' is not valid for {name}; valid: {valid}."));
        return null;
    }

    /// <summary>The same for what must be there.</summary>
    public int ParseRequired(ArgumentResult result) => Parse(result) ?? Least;
}
