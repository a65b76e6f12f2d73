using System.Globalization;

namespace Krewe.Bench;

/// <summary>Options as <c>--name value</c>; what a benchmark does not know it does not ask for.</summary>
internal sealed class BenchOptions
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public string? JsonFile => _values.GetValueOrDefault("json");

    public IEnumerable<KeyValuePair<string, string>> All => _values.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    public static BenchOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchOptions();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == arguments.Count)
            {
                throw new ArgumentException($"'{arguments[i]}' is no option with a value: --name value.");
            }

            options._values[arguments[i][2..]] = arguments[i + 1];
        }

        return options;
    }

    public int Get(string name, int fallback) =>
        _values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;

    public string Get(string name, string fallback) => _values.GetValueOrDefault(name, fallback);

    /// <summary>Whole numbers, separated by commas.</summary>
    public int[] GetAll(string name, params int[] fallback) =>
        _values.TryGetValue(name, out var text) ? [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(one => int.Parse(one, CultureInfo.InvariantCulture))] : fallback;
}
