using System.Collections.Immutable;
using Krewe.Scaling;
using Krewe.Scheduling.Scaling;

namespace Krewe.Grains.Scaling;

/// <content>What models will need when machines that are ordered now serve.</content>
internal sealed partial class ScalingGrain
{
    /// <summary>Further than forecasts reach nothing is known.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(13);

    /// <summary>What was decided from longer ago is not of this time.</summary>
    private static readonly TimeSpan DecidedAge = TimeSpan.FromMinutes(1);

    public Task<ImmutableArray<LaterNeed>> GetLaterAsync(TimeSpan wait)
    {
        var (now, seconds) = (time.GetUtcNow(), Math.Clamp(wait.TotalSeconds, 0, LongestWait.TotalSeconds));
        return Task.FromResult(_tracks.Values.Select(track => LaterOf(track, now, seconds)).OfType<LaterNeed>().ToImmutableArray());
    }

    private LaterNeed? LaterOf(ModelTrack track, DateTimeOffset now, double wait)
    {
        // An operator's number holds as long as the operator said, whatever comes.
        if (track.Decided is not { } decided || decided.Model.Overridden || now - decided.At > DecidedAge)
        {
            return null;
        }

        var seconds = wait + ModelSnapshots.StartSeconds(decided.Model);
        var (snapshot, limits) = ModelSnapshots.Later(decided.Model, track, decided.Tolerance, now, seconds);
        var later = _policy.Later(snapshot, seconds, limits);
        int WithWarm(int replicas) => replicas == 0 ? 0 : Math.Min(Math.Max(snapshot.Most, limits.Most), replicas + decided.Model.Spec.Scaling!.Warm);
        return new LaterNeed(track.Model, WithWarm(later.Now), WithWarm(later.Then), WithWarm(later.Most));
    }
}
