using System.Collections.Immutable;
using Krewe.Bench.Load.Generator;
using Krewe.Bench.Reporting;
using static Krewe.Bench.RequestPath.Measurements;

namespace Krewe.Bench.RequestPath;

/// <summary>Makes rows of what was measured: Krewe's figure, the other paths' beside it.</summary>
internal sealed class RequestPathRows(Measurements measured, RequestPathSettings settings)
{
    private const double MostCpu = 3, MostAdded = 0.3, LeastAtMost = 0.9;
    private const int ClientsOfAdded = 16;

    private readonly List<BenchRow> _rows = [];

    public IReadOnlyList<BenchRow> All()
    {
        foreach (var sleep in settings.Sleeps)
        {
            foreach (var clients in settings.Clients)
            {
                AddCase(Cases.Closed(sleep, clients), mostAdded: clients == ClientsOfAdded ? MostAdded : null);
            }

            foreach (var share in settings.Open)
            {
                AddCase(Cases.Open(sleep, share), mostAdded: null);
            }

            AddBounds(sleep);
        }

        return _rows;
    }

    private void AddCase(string name, double? mostAdded)
    {
        Add(name, "answers", "1/s", outcome => outcome.Rate);
        Add(name, "latency p50", "ms", outcome => outcome.P50);
        Add(name, "latency p99", "ms", outcome => outcome.P99);
        Add(name, "CPU of the proxy", "us/answer", outcome => outcome.Cpu[Proxy]);
        Add(name, "CPU of the server", "us/answer", outcome => outcome.Cpu[Server]);
        Add(name, "load generator", "cores", outcome => outcome.GeneratorCores);
        if (measured.Has(name, Direct))
        {
            Added(name, "p50 added", one => one.P50, mostAdded);
            Added(name, "p99 added", one => one.P99, null);
        }

        if (measured.Has(name, Nginx) && measured.Has(name, Ours))
        {
            _rows.Add(new BenchRow(name, "CPU over nginx's", "1", CpuOverNginx(name)));
        }
    }

    private void AddBounds(int sleep)
    {
        string[] names = [.. settings.Clients.Select(clients => Cases.Closed(sleep, clients)).Where(name => measured.Has(name, Ours))];
        if (names.Length == 0)
        {
            return;
        }

        if (measured.Has(names[0], Nginx))
        {
            var ratio = Middle(names.Select(CpuOverNginx));
            _rows.Add(new BenchRow(Cases.All(sleep), "CPU over nginx's, median", "1", ratio, One("at most", MostCpu), ratio <= MostCpu));
        }

        var rates = names.Select(name => measured.Median(name, Ours, outcome => outcome.Rate)).ToList();
        var share = rates[^1] / rates.Max();
        _rows.Add(new BenchRow(Cases.All(sleep), "answers with most clients over the maximum", "1", share, One("at least", LeastAtMost), share >= LeastAtMost));
    }

    private double CpuOverNginx(string name) => measured.Median(name, Ours, Nginx, static (ours, other) => ours.Cpu[Proxy] / other.Cpu[Proxy]);

    private void Added(string name, string metric, Func<LoadOutcome, double> of, double? most)
    {
        var added = settings.Paths.Where(path => path != Direct && measured.Has(name, path))
            .ToDictionary(path => path, path => measured.Median(name, path, Direct, (one, direct) => of(one) - of(direct)));
        var references = Others(added);
        Add(name, metric, "ms", added, most is { } bound ? references.Add("at most", bound) : references, added.TryGetValue(Ours, out var ours) && most is not null ? ours <= most : null);
    }

    private void Add(string name, string metric, string unit, Func<LoadOutcome, double> of)
    {
        var values = settings.Paths.Where(path => measured.Has(name, path)).ToDictionary(path => path, path => measured.Median(name, path, of));
        Add(name, metric, unit, values, Others(values), null);
    }

    private void Add(string name, string metric, string unit, Dictionary<string, double> values, ImmutableSortedDictionary<string, double> references, bool? holds)
    {
        if (values.Count > 0)
        {
            _rows.Add(new BenchRow(name, metric, unit, values.GetValueOrDefault(Ours, double.NaN), references, holds));
        }
    }

    private static ImmutableSortedDictionary<string, double> Others(Dictionary<string, double> values) =>
        values.Where(pair => pair.Key != Ours).ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, double> One(string name, double value) =>
        ImmutableSortedDictionary<string, double>.Empty.WithComparers(StringComparer.Ordinal).Add(name, value);
}
