using System.Diagnostics.Tracing;

namespace Krewe.Silo.Telemetry;

/// <summary>
/// OpenTelemetry tells of its failures by event sources only, which nobody looks at: here they become log lines, at most one a minute, so that
/// a collector that is away does not fill the log.
/// </summary>
internal sealed partial class ExportFailures(ILogger<ExportFailures> logger, TimeProvider time) : EventListener
{
    private const string Sources = "OpenTelemetry";
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _saying = new();
    private long? _said; // under _saying
    private long _unsaid; // under _saying

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        // Called by the base's constructor too, before the fields of this class are there.
        if (eventSource.Name.StartsWith(Sources, StringComparison.Ordinal))
        {
            EnableEvents(eventSource, EventLevel.Warning);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        long unsaid;
        lock (_saying)
        {
            if (_said is { } said && time.GetElapsedTime(said) < Pause)
            {
                _unsaid++;
                return;
            }

            (unsaid, _unsaid, _said) = (_unsaid, 0, time.GetTimestamp());
        }

        var reason = eventData.Payload is { Count: > 0 } payload ? string.Join("; ", payload.Select(one => one?.ToString()?.Split('\n')[0].Trim())) : "";
        Log.Failed(logger, eventData.EventName ?? "", reason, unsaid);
    }

    private static partial class Log
    {
        [LoggerMessage(5110, LogLevel.Warning, "Traces or metrics are not sent ({Event}): {Reason} ({Unsaid} more since the last such line)")]
        public static partial void Failed(ILogger logger, string @event, string reason, long unsaid);
    }
}
