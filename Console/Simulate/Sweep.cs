using System.Collections.Immutable;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Krewe.Commands.Simulate;

/// <summary>What is varied: <c>hosts=2..16</c> or <c>replicas=16..64:8</c>.</summary>
/// <param name="OfHosts">Machines of the first group; otherwise the most replicas of all models together.</param>
/// <param name="Values">The numbers, ascending.</param>
internal sealed record Sweep(bool OfHosts, ImmutableArray<int> Values)
{
    private const int Most = 1000;
    private const string Rule = "valid: hosts=A..B or replicas=A..B, with :STEP after it where not each number is meant; from 1 on, at most 1000 numbers";

    public static Sweep? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var parts = text.Split(['=', ':']);
        var ends = parts.Length is 2 or 3 ? parts[1].Split("..").Select(Whole).ToArray() : [];
        var step = parts.Length == 3 ? Whole(parts[2]) : 1;
        if (parts[0] is not ("hosts" or "replicas") || ends is not [> 0, > 0] || ends[1] < ends[0] || step < 1 || ((ends[1] - ends[0]) / step) + 1 > Most)
        {
            result.AddError($"'{text}' is not valid for --sweep; {Rule}.");
            return null;
        }

        return new Sweep(parts[0] == "hosts", [.. Enumerable.Range(0, ((ends[1] - ends[0]) / step) + 1).Select(i => ends[0] + (i * step))]);
    }

    private static int Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1;
}
