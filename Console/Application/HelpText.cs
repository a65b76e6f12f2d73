using System.CommandLine;
using System.CommandLine.Help;

namespace Krewe.Commands.Application;

/// <summary>The help as System.CommandLine writes it, under the name that users type: the library takes that of the assembly.</summary>
internal static class HelpText
{
    private const string Name = "krewe";

    public static int Write(ParseResult parsed, Surroundings surroundings)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var exit = new HelpAction().Invoke(Into(parsed, text));
        foreach (var line in text.ToString().TrimEnd('\n').Split('\n'))
        {
            surroundings.Output.WriteLine((line.StartsWith("  " + RootCommand.ExecutableName, StringComparison.Ordinal) ? "  " + Name + line[(RootCommand.ExecutableName.Length + 2)..] : line).TrimEnd());
        }

        return exit;
    }

    /// <summary>The library's <c>/?</c> and <c>/h</c> look like paths.</summary>
    public static void DropSlashes(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Aliases.Remove("/?");
            option.Aliases.Remove("/h");
        }
    }

    private static ParseResult Into(ParseResult parsed, TextWriter text)
    {
        parsed.InvocationConfiguration.Output = text;
        return parsed;
    }
}
