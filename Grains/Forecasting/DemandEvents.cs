using System.Globalization;
using Krewe.Events;
using Krewe.Grains.Events;
using Krewe.Naming;
using Krewe.Scheduling.Forecasting.Anomalies;

namespace Krewe.Grains.Forecasting;

/// <summary>Marks of a demand as events of the cluster.</summary>
internal static class DemandEvents
{
    /// <summary>The event; null for marks that say something about the measuring and not about the demand.</summary>
    public static ClusterEvent? Of(ModelKey model, AnomalyMark mark, DateTimeOffset now)
    {
        var (kind, text, reason) = mark.Kind switch
        {
            AnomalyKind.Spike => (EventKinds.DemandSpike, "far more requests than expected", "the minute is above the forecast's 95 % bound by twice the width of the band"),
            AnomalyKind.Drop => (EventKinds.DemandDrop, "far fewer requests than expected", "the minute is below the forecast's 5 % bound by twice the width of the band"),
            AnomalyKind.LevelShift => (EventKinds.DemandShift, "requests have gone over to another level", "ten minutes in a row are on the same side of what the season says, and far from it"),
            _ => ("", "", ""),
        };
        return kind.Length == 0 ? null : new ClusterEvent
        {
            At = now,
            Kind = kind,
            Subject = model.ToString(),
            Model = model,
            Message = string.Create(CultureInfo.InvariantCulture, $"{text}: {mark.Rate:0.##} a second where {mark.Expected:0.##} were expected"),
            Reasons = [reason],
            Inputs = EventInputs.Of(
                ("minute", mark.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)), ("rate", Math.Round(mark.Rate, 3)), ("expected", Math.Round(mark.Expected, 3))),
        };
    }
}
