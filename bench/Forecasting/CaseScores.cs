using System.Collections.Immutable;
using Krewe.Bench.Reporting;

namespace Krewe.Bench.Forecasting;

/// <summary>The scores of the ensemble and of each of its members over the same windows.</summary>
internal sealed class CaseScores(IReadOnlyList<string> members)
{
    private readonly WindowScore[] _members = [.. members.Select(_ => new WindowScore())];

    public WindowScore Ensemble { get; } = new();

    public void Add(double rate, double mean, double upper, double loss, ReadOnlySpan<double> members, double naive)
    {
        Ensemble.Add(rate, mean, upper, loss, naive);
        for (var i = 0; i < members.Length; i++)
        {
            _members[i].Add(rate, members[i], double.PositiveInfinity, 0, naive);
        }
    }

    /// <summary>False where nothing could be judged: there are no figures then.</summary>
    public bool Any => Ensemble.Count > 0;

    /// <summary>The rows of a case: the ensemble, beside each member alone; none where nothing could be judged.</summary>
    public IEnumerable<BenchRow> Rows(string name, IReadOnlyDictionary<string, double> published)
    {
        if (!Any)
        {
            yield break;
        }

        yield return Row(name, "rmse", "requests/step", score => score.Rmse, published);
        yield return Row(name, "mae", "requests/step", score => score.Mae, null);
        yield return Row(name, "mase", "1", score => score.Mase, null);
        yield return new BenchRow(name, "quantile_loss", "requests/step", Ensemble.Loss);
        yield return new BenchRow(name, "coverage95", "%", Ensemble.Coverage,
            ImmutableSortedDictionary<string, double>.Empty.Add("least", 93).Add("most", 97));
    }

    private BenchRow Row(string name, string metric, string unit, Func<WindowScore, double> figure, IReadOnlyDictionary<string, double>? published)
    {
        var references = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < members.Count; i++)
        {
            references[members[i]] = figure(_members[i]);
        }

        foreach (var (reference, value) in published ?? ImmutableDictionary<string, double>.Empty)
        {
            references[reference] = value;
        }

        return new BenchRow(name, metric, unit, figure(Ensemble), references.ToImmutable());
    }
}
