using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.History;
using Krewe.Silo.History.Merging;
using Krewe.Silo.Tests.Admin;

namespace Krewe.Silo.Tests.History;

/// <summary>One silo that has kept every second until now: two digits' requests a second, one of them refused, and one waiting.</summary>
internal sealed class FakeHistoryPages : IHistoryPages
{
    /// <summary>Seconds that it has kept.</summary>
    public int Kept { get; set; } = 120;

    /// <summary>What comes instead; null for the above.</summary>
    public Func<HistoryQuery, HistoryAnswers>? Answer { get; set; }

    public ImmutableArray<Problem> Problems { get; set; } = [];

    public Task<HistoryAnswers> AskAsync(HistoryQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(Answer is { } answer ? answer(query) : new HistoryAnswers([Page(query)], Problems));

    private HistoryPage Page(HistoryQuery query)
    {
        var last = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 1;
        var first = Math.Max(query.Since + 1, last - Kept + 1);
        var seconds = Enumerable.Range(0, (int)Math.Max(0, last - first + 1)).Select(i => first + i).ToList();
        return new HistoryPage
        {
            Silo = "alpha",
            Host = "alpha",
            First = first,
            Last = last,
            Models = query.Device is not null ? [] :
            [
                new ModelSeries
                {
                    Model = SampleCluster.Digits,
                    Samples = [.. seconds.Select(second => new ModelSample
                    {
                        Second = second, Completed = 20 + (int)(second % 7), Refused = second % 60 < 5 ? 3 : 0, Waiting = [0, 1 + (int)(second % 3), 4], Running = 2, Latencies = [40, 20, 48, 1],
                    })],
                },
            ],
            HostSamples = [.. seconds.Select(second => new HostSample { Second = second, CpuUtilization = 0.25 + (0.05 * (second % 4)), CpuMillicores = 2_000, LeasedCpuMillicores = 500, MemoryBytes = 4L << 30, LeasedMemoryBytes = 256L << 20, Leases = 1 })],
            Devices = query.Model is not null ? [] :
            [
                new DeviceSeries
                {
                    Device = "cpu",
                    Class = "cpu-x64",
                    Name = "Example \"EX\" CPU",
                    MemoryBytes = 4L << 30,
                    Samples = [.. seconds.Select(second => new DeviceSample { Second = second, Utilization = 0.25 + (0.05 * (second % 4)), UsedMemoryBytes = 1L << 30, Leases = 1 })],
                },
            ],
            SiloSamples = [.. seconds.Select(second => new SiloSample { Second = second, CpuCores = 0.125, MemoryBytes = 120L << 20, Activations = 9, Requests = 23 })],
        };
    }
}
