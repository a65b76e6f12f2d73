using System.Globalization;
using System.Text.RegularExpressions;
using Krewe.Testing.Simulation;

namespace Krewe.Simulation.Tests.Running;

/// <summary>A history as a person reads it: seconds, names instead of addresses, no turns, no probes, no bytes.</summary>
internal static partial class Trace
{
    private const int Widest = 220;

    public static IEnumerable<string> Of(History history)
    {
        Dictionary<string, string> names = [];
        foreach (string line in history.Lines)
        {
            string[] parts = line.Split(' ', 3);
            (string kind, string what) = (parts[1], parts[2]);
            if (kind == "start" && what.Split(" is ") is [var name, var address])
            {
                names[address] = name;
                names[address.TrimStart('S')] = name;
            }

            if (kind is "turn" or "time" || what.Contains("sys.silo/", StringComparison.Ordinal))
            {
                continue;
            }

            string text = Bytes().Replace(what, "");
            text = Address().Replace(text, match => names.GetValueOrDefault(match.Value) ?? match.Value);
            double seconds = long.Parse(parts[0], CultureInfo.InvariantCulture) / (double)TimeSpan.TicksPerSecond;
            yield return string.Create(CultureInfo.InvariantCulture, $"{seconds,10:0.0000} {kind,-10} {(text.Length > Widest ? text[..Widest] + "…" : text)}");
        }
    }

    [GeneratedRegex(@"(?<=[ :])[0-9a-f]{8,}$")]
    private static partial Regex Bytes();

    [GeneratedRegex(@"S?[0-9.]+:[0-9]+[:@][0-9]+")]
    private static partial Regex Address();
}
