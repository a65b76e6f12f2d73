using System.Buffers;
using System.Text.Json;
using Krewe.Errors;
using Krewe.Silo.Front;
using Krewe.Silo.Front.Statistics;
using Krewe.Testing.Time;

namespace Krewe.Silo.Tests.Front.Statistics;

public sealed class ModelStatisticsTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly ModelStatistics _statistics;

    public ModelStatisticsTests() => _statistics = new ModelStatistics(_time);

    [Fact]
    public void Read_RequestsOfAllOutcomes_CountsSuccessAndFailureApart()
    {
        Finish(RequestOutcome.Completed);
        _time.Advance(TimeSpan.FromSeconds(3));
        Finish(RequestOutcome.Completed, executions: 2);
        Finish(RequestOutcome.Expired, executions: 0);
        Finish(RequestOutcome.Failed);

        var read = _statistics.Read("default", "digits", "1");
        Assert.Equal(_time.GetUtcNow().ToUnixTimeMilliseconds(), read.LastInference);
        Assert.Equal(new DurationSum(2, 20_000_000), read.Success);
        Assert.Equal(new DurationSum(2, 20_000_000), read.Failure);
        Assert.Equal(new DurationSum(2, 4_000_000), read.Queue);
        Assert.Equal(new DurationSum(2, 12_000_000), read.Compute);
        Assert.Equal(4, read.Executions);
    }

    [Fact]
    public void Read_NamesThatNoModelHas_AreNotCounted()
    {
        _statistics.RequestFinished(new RequestRecord { Tenant = "default", Version = "1", Outcome = RequestOutcome.Invalid });
        _statistics.RequestFinished(new RequestRecord { Model = "digits", Tenant = "default", Version = "7", Outcome = RequestOutcome.Invalid, Code = ErrorCodes.VersionUnknown });

        Assert.Empty(_statistics.VersionsOf("default", "digits"));
        Assert.Equal(default, _statistics.Read("default", "digits", "1"));
    }

    [Fact]
    public void Write_OneVersion_HasTheMembersOfTheExtension()
    {
        Finish(RequestOutcome.Completed);
        var output = new ArrayBufferWriter<byte>();
        StatisticsWriter.Write(output, [("digits", "1", _statistics.Read("default", "digits", "1")), ("idle", "2", default)]);

        using var document = JsonDocument.Parse(output.WrittenMemory);
        var all = document.RootElement.GetProperty("model_stats");
        Assert.Equal(2, all.GetArrayLength());
        Assert.Equal(
            """
            {"name":"digits","version":"1","last_inference":1767225600000,"inference_count":1,"execution_count":1,
            "inference_stats":{"success":{"count":1,"ns":10000000},"fail":{"count":0,"ns":0},"queue":{"count":1,"ns":2000000},
            "compute_input":{"count":1,"ns":0},"compute_infer":{"count":1,"ns":6000000},"compute_output":{"count":1,"ns":0},
            "cache_hit":{"count":0,"ns":0},"cache_miss":{"count":0,"ns":0}},"response_stats":{},
            "batch_stats":[{"batch_size":1,"compute_input":{"count":1,"ns":0},"compute_infer":{"count":1,"ns":6000000},"compute_output":{"count":1,"ns":0}}],
            "memory_usage":[]}
            """.ReplaceLineEndings(""),
            all[0].GetRawText());
        Assert.Equal(0, all[1].GetProperty("batch_stats").GetArrayLength());
    }

    private void Finish(RequestOutcome outcome, int executions = 1) => _statistics.RequestFinished(new RequestRecord
    {
        Model = "digits",
        Tenant = "default",
        Version = "1",
        Outcome = outcome,
        Total = TimeSpan.FromMilliseconds(10),
        Queue = TimeSpan.FromMilliseconds(2),
        Service = TimeSpan.FromMilliseconds(6),
        Executions = executions,
    });
}
