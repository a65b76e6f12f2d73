using Krewe.Silo.History.Recording;

namespace Krewe.Silo.Tests.History;

public sealed class LatencyBucketsTests
{
    [Fact]
    public void IndexOf_AnyLatency_IsWithinItsBucketsBounds()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var seconds = Math.Pow(10, (random.NextDouble() * 6.5) - 4);
            var latency = TimeSpan.FromSeconds(seconds);
            var bucket = LatencyBuckets.IndexOf(latency);

            Assert.InRange(bucket, 0, LatencyBuckets.Count - 1);
            Assert.True(latency.TotalSeconds >= LatencyBuckets.LowerBound(bucket) - 2e-6, $"{seconds} in {bucket}");
            Assert.True(latency.TotalSeconds < LatencyBuckets.LowerBound(bucket + 1) + 2e-6, $"{seconds} in {bucket}");
        }
    }

    [Fact]
    public void LowerBound_EachBucket_GrowsByAQuarterAtMost()
    {
        for (var i = 2; i <= LatencyBuckets.Count; i++)
        {
            Assert.InRange(LatencyBuckets.LowerBound(i) / LatencyBuckets.LowerBound(i - 1), 1.1, 1.26);
        }
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.95)]
    [InlineData(3, 0.99)]
    public void Quantile_OfManyLatencies_IsNearTheTrueOne(int seed, double quantile)
    {
        var random = new Random(seed);
        var latencies = Enumerable.Range(0, 5_000).Select(_ => 0.002 * Math.Exp(random.NextDouble() * 5)).Order().ToList();
        var counts = new long[LatencyBuckets.Count];
        foreach (var latency in latencies)
        {
            counts[LatencyBuckets.IndexOf(TimeSpan.FromSeconds(latency))]++;
        }

        var truth = latencies[(int)(quantile * latencies.Count)];
        Assert.InRange(LatencyBuckets.Quantile(counts, quantile)!.Value / truth, 0.92, 1.08);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3_600, LatencyBuckets.Count - 1)]
    public void IndexOf_BeyondTheEnds_IsTheOutermostBucket(double seconds, int bucket) =>
        Assert.Equal(bucket, LatencyBuckets.IndexOf(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Quantile_OfNothing_IsUnknown() => Assert.Null(LatencyBuckets.Quantile(new long[LatencyBuckets.Count], 0.5));
}
