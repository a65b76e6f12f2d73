namespace Krewe.Silo.Metrics.Exposition;

/// <summary>A histogram: a count for each bucket, and the sum. The total is made of the buckets, so that the two always agree.</summary>
internal sealed class HistogramSeries(double[] bounds) : ISeries
{
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _sum;

    public void Record(double value)
    {
        if (double.IsNaN(value))
        {
            return;
        }

        // A value on a bound belongs below it.
        var index = Array.BinarySearch(bounds, value);
        Interlocked.Increment(ref _counts[index >= 0 ? index : ~index]);
        InterlockedDouble.Add(ref _sum, value);
    }

    public void Write(TextWriter writer, string name, string labels)
    {
        var bucket = $"{name}_bucket";
        var separator = labels.Length == 0 ? "" : ",";
        var count = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            count += Volatile.Read(ref _counts[i]);
            var bound = ExpositionFormat.Number(i < bounds.Length ? bounds[i] : double.PositiveInfinity);
            ExpositionFormat.WriteSample(writer, bucket, $"{labels}{separator}le=\"{bound}\"", count);
        }

        ExpositionFormat.WriteSample(writer, $"{name}_sum", labels, Volatile.Read(ref _sum));
        ExpositionFormat.WriteSample(writer, $"{name}_count", labels, count);
    }
}
