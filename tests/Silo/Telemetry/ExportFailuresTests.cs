using System.Diagnostics.Tracing;
using Krewe.Silo.Telemetry;
using Krewe.Testing.Logs;
using Krewe.Testing.Time;

namespace Krewe.Silo.Tests.Telemetry;

public sealed class ExportFailuresTests
{
    [Fact]
    public void Written_ManyFailures_AreOneLineAMinute()
    {
        var time = new ManualTimeProvider();
        using var log = new RecordedLog();
        using var source = new FailingExporter();
        using var failures = new ExportFailures(log.For<ExportFailures>(), time);

        source.ExportFailed("connection refused\n   at somewhere");
        source.ExportFailed("connection refused");
        source.Fine("nothing happened");
        time.Advance(TimeSpan.FromMinutes(1));
        source.ExportFailed("connection refused");

        Assert.Equal(
            [
                "Traces or metrics are not sent (ExportFailed): connection refused (0 more since the last such line)",
                "Traces or metrics are not sent (ExportFailed): connection refused (1 more since the last such line)",
            ],
            log.Entries.Select(entry => entry.Message).Where(message => message.Contains("(ExportFailed)", StringComparison.Ordinal)));
    }

    [EventSource(Name = "OpenTelemetry-Krewe-Test")]
    private sealed class FailingExporter : EventSource
    {
        [Event(1, Level = EventLevel.Error)]
        public void ExportFailed(string reason) => WriteEvent(1, reason);

        [Event(2, Level = EventLevel.Informational)]
        public void Fine(string what) => WriteEvent(2, what);
    }
}
