using System.Text.RegularExpressions;
using Krewe.Architecture.Tests.Support;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Krewe.Architecture.Tests.Code;

/// <summary>What must stand in no file.</summary>
internal static partial class WordingRules
{
    /// <summary>Places of one machine, and the hosts that packages are fetched from: the project builds anywhere.</summary>
    internal static IEnumerable<string> Places(string path, string text)
    {
        foreach (var (line, number) in text.Split('\n').Select((line, index) => (line, index + 1)))
        {
            if (MachinePath().Match(line) is { Success: true } place)
            {
                yield return $"{path}:{number}: '{place.Value}' is a path of one machine.";
            }

            if (RegistryHost().Match(line) is { Success: true } host)
            {
                yield return $"{path}:{number}: '{host.Value}' is a host of a package registry.";
            }
        }
    }

    /// <summary>Sleeps, and delays that no test's clock can shorten.</summary>
    internal static IEnumerable<string> Sleeps(SourceFile file)
    {
        foreach (var call in file.Syntax.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            var name = call.Expression.ToString();
            var line = call.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            if (name.EndsWith("Thread.Sleep", StringComparison.Ordinal) || name.EndsWith("SpinWait.SpinUntil", StringComparison.Ordinal))
            {
                yield return $"{file}:{line}: {name}: tests wait on what happens, they do not sleep.";
            }
            else if (name.EndsWith("Task.Delay", StringComparison.Ordinal)
                && !call.ArgumentList.Arguments.Skip(1).Any(argument => Clock().IsMatch(argument.Expression.ToString()))
                && !call.ArgumentList.Arguments[0].Expression.ToString().Contains("Infinite", StringComparison.Ordinal))
            {
                yield return $"{file}:{line}: {call}: pass a TimeProvider, or wait on what happens.";
            }
        }
    }

    [GeneratedRegex("""(?<![\w.*)}/-])/(work|tmp/bash|root|home/[a-z]+)(/|_jobs|$)""")]
    private static partial Regex MachinePath();

    [GeneratedRegex("""\b[\w.-]*(nuget|pypi|pythonhosted|npmjs|jfrog|artifactory)[\w-]*\.(org|com|io|net|dev)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex RegistryHost();

    [GeneratedRegex("(time|clock|provider)", RegexOptions.IgnoreCase)]
    private static partial Regex Clock();
}
