using System.Collections.Immutable;
using Krewe.History;
using Krewe.Silo.History.Merging;
using Krewe.Silo.History.Recording;
using Krewe.Silo.Tests.Admin;

namespace Krewe.Silo.Tests.History;

public sealed class HistoryMergerTests
{
    private const long At = 1_700_000_000;

    [Fact]
    public void Merge_TwoFronts_AddsCountsAndReadsQuantilesFromBoth()
    {
        var fast = (ushort)LatencyBuckets.IndexOf(TimeSpan.FromMilliseconds(2));
        var slow = (ushort)LatencyBuckets.IndexOf(TimeSpan.FromMilliseconds(200));
        var a = Page("a", At, new ModelSample { Second = At, Completed = 90, Latencies = [fast, 90] });
        var b = Page("b", At, new ModelSample { Second = At, Completed = 10, Refused = 1, Latencies = [slow, 10], Waiting = [0, 5, 1], Running = 2 });

        var model = Assert.Single(HistoryMerger.Merge([a, b], At, At, []).Models);

        Assert.Equal((100, 1), (model.Completed[0], model.Refused[0]));
        Assert.Equal((0, 5, 1, 2), (model.WaitingCritical[0], model.WaitingStandard[0], model.WaitingBatch[0], model.Running[0]));
        Assert.InRange(model.P50[0]!.Value, 0.0015, 0.0025);
        Assert.InRange(model.P95[0]!.Value, 0.15, 0.25);
    }

    [Fact]
    public void Merge_Quantiles_AreOfTheTenSecondsThatEndThere()
    {
        var slow = (ushort)LatencyBuckets.IndexOf(TimeSpan.FromSeconds(1));
        var page = Page("a", At + 20, new ModelSample { Second = At, Completed = 1, Latencies = [slow, 1] });

        var model = Assert.Single(HistoryMerger.Merge([page], At, At + 20, []).Models);

        Assert.Equal(HistoryLimits.WindowSeconds, model.P99.Count(value => value is not null));
        Assert.NotNull(model.P99[HistoryLimits.WindowSeconds - 1]);
        Assert.Null(model.P99[HistoryLimits.WindowSeconds]);
    }

    [Fact]
    public void Merge_SecondsThatNobodyKept_AreNullAndQuietOnesZero()
    {
        var page = Page("a", At + 1, new ModelSample { Second = At, Completed = 1 }) with
        {
            SiloSamples = [new SiloSample { Second = At }, new SiloSample { Second = At + 1 }],
        };

        var model = Assert.Single(HistoryMerger.Merge([page], At - 1, At + 1, []).Models);

        Assert.Equal<int?>([null, 1, 0], model.Completed);
        Assert.Equal<int?>([null, null, null], model.Running);
    }

    [Theory]
    [InlineData(10, 10, 10)]
    [InlineData(10, 9, 9)]
    [InlineData(10, 8, 8)]
    [InlineData(10, 5, 10)]
    [InlineData(10, 0, 10)]
    public void LastWhole_SilosApart_WaitsForThoseThatAreNearOnly(long a, long b, long expected) =>
        Assert.Equal(expected, HistoryMerger.LastWhole([Page("a", a), Page("b", b)]));

    [Fact]
    public void At_ASecond_HasWhatTheColumnsHave()
    {
        var pages = ImmutableArray.Create(Page("alpha", At, new ModelSample { Second = At, Completed = 3, Expired = 1, Waiting = [1, 2, 3], Running = 4 }));
        var view = LiveMerger.At("alpha", HistoryMerger.Merge(pages, At, At, []), pages, At, cluster: null);

        var model = Assert.Single(view.Models);
        Assert.Equal((At, 4, 1, 4), (view.Second, model.Requests, model.Errors, model.Running));
        Assert.Equal<int>([1, 2, 3], model.Waiting);
        Assert.Equal("alpha", Assert.Single(view.Silos).Silo);
    }

    private static HistoryPage Page(string host, long last, params ModelSample[] samples) => new()
    {
        Silo = host,
        Host = host,
        First = At,
        Last = last,
        Models = samples.Length == 0 ? [] : [new ModelSeries { Model = SampleCluster.Digits, Samples = [.. samples] }],
        SiloSamples = [.. Enumerable.Range(0, (int)Math.Clamp(last - At + 1, 0, 100)).Select(i => new SiloSample { Second = At + i })],
    };
}
