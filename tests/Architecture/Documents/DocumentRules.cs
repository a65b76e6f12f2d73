using System.Text.RegularExpressions;

namespace Krewe.Architecture.Tests.Documents;

/// <summary>What documents refer to exists.</summary>
internal static partial class DocumentRules
{
    /// <summary>Relative links to files that are not there. Exists takes a path from the root.</summary>
    internal static IEnumerable<string> Links(string path, string text, Func<string, bool> exists)
    {
        var folder = Path.GetDirectoryName(Path.Combine("/", path)) ?? "/";
        foreach (Match match in Link().Matches(WithoutFences(text)))
        {
            var target = match.Groups["target"].Value;
            if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith('#') || target.StartsWith("mailto:", StringComparison.Ordinal))
            {
                continue;
            }

            var file = Path.GetFullPath(Path.Combine(folder, target.Split('#')[0])).TrimStart('/');
            if (!exists(file))
            {
                yield return $"{path} links to {target}, which is not there.";
            }
        }
    }

    /// <summary>The options in backticks, such as <c>--data</c>.</summary>
    internal static IEnumerable<string> Options(string text) =>
        Quoted(text).SelectMany(code => Option().Matches(code)).Select(match => match.Value).Distinct();

    /// <summary>The single words in backticks that look like a type or a property: <c>GrainEngine</c>.</summary>
    internal static IEnumerable<string> Names(string text) => Quoted(text).Where(code => Identifier().IsMatch(code)).Distinct();

    private static IEnumerable<string> Quoted(string text) => Backticks().Matches(WithoutFences(text)).Select(match => match.Groups["code"].Value);

    private static string WithoutFences(string text) => Fence().Replace(text, "");

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`(?<code>[^`\n]+)`")]
    private static partial Regex Backticks();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("(?<![\\w-])--[a-z][a-z-]+")]
    private static partial Regex Option();

    [GeneratedRegex("^[A-Z][a-z]+[A-Z][A-Za-z]+$")]
    private static partial Regex Identifier();
}
