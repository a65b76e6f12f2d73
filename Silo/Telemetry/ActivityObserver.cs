using Krewe.Silo.Front;

namespace Krewe.Silo.Telemetry;

/// <summary>Writes a request's outcome to its activity.</summary>
internal sealed class ActivityObserver : IRequestObserver
{
    public void RequestFinished(in RequestRecord record) => KreweActivities.Finish(record);
}
