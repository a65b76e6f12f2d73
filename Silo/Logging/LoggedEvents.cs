using Krewe.Events;
using Krewe.Grains.Events;

namespace Krewe.Silo.Logging;

/// <summary>Gives each decision of this silo one line in its log, with the level of the event and its kind as a value of its own.</summary>
internal sealed partial class LoggedEvents(IEventSink kept, ILogger<LoggedEvents> logger) : IEventSink
{
    public void Record(ClusterEvent occurred)
    {
        kept.Record(occurred);
        var level = occurred.Level switch
        {
            EventLevel.Information => LogLevel.Information,
            EventLevel.Warning => LogLevel.Warning,
            _ => LogLevel.Error,
        };
        if (logger.IsEnabled(level))
        {
            var why = string.Join("; ", occurred.Code is { } code ? occurred.Reasons.Insert(0, code) : occurred.Reasons);
            Log.Decided(logger, level, occurred.Kind, occurred.Subject, occurred.Message, why);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2110, Message = "{Kind} {Subject}: {What} ({Why})")]
        public static partial void Decided(ILogger logger, LogLevel level, string kind, string subject, string what, string why);
    }
}
