namespace Krewe.Silo.Metrics.Exposition;

/// <summary>
/// Measurements add up: a counter, or what is observed, which begins at nothing with each scrape and is observed once
/// (twice where two things have the same labels, and in the overflow series: then the sum is meant).
/// </summary>
internal sealed class SumSeries : ISeries
{
    private double _sum;

    public void Record(double value) => InterlockedDouble.Add(ref _sum, value);

    public void Write(TextWriter writer, string name, string labels) => ExpositionFormat.WriteSample(writer, name, labels, Volatile.Read(ref _sum));
}
