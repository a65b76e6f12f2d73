using System.Text.RegularExpressions;

namespace Krewe.Conformance.Tests.Api;

/// <summary>
/// The list of differences, with a reason for each: <c>+ line # reason</c> where the bundled engine has more than Orleans, <c>- line # reason</c>
/// where a type of both lacks a member of Orleans. A star stands for any text.
/// </summary>
internal sealed class ApiDifferences
{
    private readonly List<(char Sign, Regex Line, string Text)> _all = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    internal ApiDifferences(string text)
    {
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var parts = line.Split(" # ");
            if (parts.Length != 2 || line[0] is not ('+' or '-') || string.IsNullOrWhiteSpace(parts[1]))
            {
                throw new FormatException($"'{line}' is no difference with a reason.");
            }

            _all.Add((line[0], new Regex($"^{Regex.Escape(parts[0][2..].Trim()).Replace("\\*", ".*", StringComparison.Ordinal)}$"), line));
        }
    }

    /// <summary>Those that explain nothing any more.</summary>
    internal IEnumerable<string> Unused => _all.Select(one => one.Text).Where(text => !_used.Contains(text));

    internal bool Explains(char sign, string line)
    {
        foreach (var (_, _, text) in _all.Where(one => one.Sign == sign && one.Line.IsMatch(line)).ToArray())
        {
            _used.Add(text);
            return true;
        }

        return false;
    }
}
