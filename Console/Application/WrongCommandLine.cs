using System.CommandLine;
using Krewe.Errors;
using Krewe.Naming;

namespace Krewe.Commands.Application;

/// <summary>What is wrong with a command line, and what was probably meant.</summary>
internal static class WrongCommandLine
{
    /// <summary>A word that differs in more characters than this is no misspelt one.</summary>
    private const int FarthestGuess = 3;

    public static Problem Explain(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var messages = parsed.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal).ToList();
        foreach (var word in parsed.UnmatchedTokens)
        {
            if (Nearest(command, word) is { } meant)
            {
                messages.Add($"Did you mean '{meant}'?");
            }
        }

        return new Problem { Code = ErrorCodes.CommandInvalid, Message = string.Join(' ', messages), Next = Path(parsed) + " --help" };
    }

    private static string? Nearest(Command command, string word)
    {
        IEnumerable<Option> options = command.Options;
        foreach (var parent in command.Parents.OfType<Command>())
        {
            options = options.Concat(parent.Options.Where(option => option.Recursive));
        }

        return command.Subcommands.Select(verb => verb.Name).Concat(options.Select(option => option.Name))
            .Select(name => (Name: name, Distance: EditDistance.Between(name, word)))
            .OrderBy(known => known.Distance)
            .FirstOrDefault(known => known.Distance <= Math.Min(FarthestGuess, word.Length - 1))
            .Name;
    }

    private static string Path(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (Symbol? symbol = parsed.CommandResult.Command; symbol is Command and not RootCommand; symbol = symbol.Parents.FirstOrDefault())
        {
            names.Push(symbol.Name);
        }

        return string.Join(' ', names.Prepend("krewe"));
    }
}
