using System.Text.RegularExpressions;

namespace Krewe.Conformance.Tests.Api;

/// <summary>
/// The list of differences, with a reason for each: <c>+ line # reason</c> where the bundled engine has more than Orleans, <c>- line # reason</c>
/// where a type of both lacks a member of Orleans. A star stands for any text.
/// </summary>
internal sealed class ApiDifferences
{
    private readonly List<(char Sign, Regex Line)> _all = [];

    internal ApiDifferences(string text)
    {
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var parts = line.Split(" # ");
            if (parts.Length != 2 || line[0] is not ('+' or '-') || string.IsNullOrWhiteSpace(parts[1]))
            {
                throw new FormatException($"'{line}' is no difference with a reason.");
            }

            _all.Add((line[0], new Regex($"^{Regex.Escape(parts[0][2..].Trim()).Replace("\\*", ".*", StringComparison.Ordinal)}$")));
        }
    }

    internal bool Explains(char sign, string line) => _all.Any(one => one.Sign == sign && one.Line.IsMatch(line));
}
