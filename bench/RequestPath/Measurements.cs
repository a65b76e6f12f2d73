using Krewe.Bench.Load.Generator;

namespace Krewe.Bench.RequestPath;

/// <summary>Every round of every case on every path.</summary>
internal sealed class Measurements
{
    public const string Direct = "direct", Nginx = "nginx", Ours = "krewe";

    // The names under which the CPU of processes is measured.
    public const string Server = "server", Proxy = "proxy";

    private readonly Dictionary<(string Case, string Path), List<LoadOutcome>> _rounds = [];

    public void Add(string name, string path, LoadOutcome outcome)
    {
        if (!_rounds.TryGetValue((name, path), out var rounds))
        {
            _rounds.Add((name, path), rounds = []);
        }

        rounds.Add(outcome);
    }

    public bool Has(string name, string path) => _rounds.ContainsKey((name, path));

    /// <summary>The median over rounds.</summary>
    public double Median(string name, string path, Func<LoadOutcome, double> metric) => Middle(_rounds[(name, path)].Select(metric));

    /// <summary>The median over rounds of what two paths of one round differ by.</summary>
    public double Median(string name, string path, string reference, Func<LoadOutcome, LoadOutcome, double> metric) =>
        Middle(_rounds[(name, path)].Zip(_rounds[(name, reference)], metric));

    public static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
