using System.Diagnostics.Metrics;
using Krewe.Storage.Events;

namespace Krewe.Storage.Tests.Events;

internal static class PublishedLags
{
    /// <summary>What a listener of the gauge is told now.</summary>
    public static List<(long Value, string Log, string Group)> Published(this EventLogMetrics metrics)
    {
        var seen = new List<(long, string, string)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "krewe_event_log_lag" && metrics.Owns(instrument))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => seen.Add((value, (string)tags[0].Value!, (string)tags[1].Value!)));
        listener.Start();
        listener.RecordObservableInstruments();
        return seen;
    }
}
