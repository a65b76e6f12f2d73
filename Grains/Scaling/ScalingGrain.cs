using System.Collections.Immutable;
using Krewe.Forecasting;
using Krewe.Grains.Events;
using Krewe.Grains.Placement;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Scaling;
using Krewe.Scheduling.Scaling;
using Krewe.Scheduling.Scaling.Decisions;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Krewe.Grains.Scaling;

/// <summary>
/// Decides how many replicas the models of a pool get, from what their queues tell, what is forecast, and what the pool has. It wakes by those
/// reports, decides beside them, and tells the pool only what is to change. What it does not keep, the next reports tell again.
/// </summary>
[GrainType("scaling"), Reentrant, RegionPlacement]
internal sealed partial class ScalingGrain(
    [PersistentState(StateNames.Scaling, StateNames.Storage)] IPersistentState<ScalingState> state,
    TimeProvider time,
    ILogger<ScalingGrain> logger) : Grain, IScalingGrain
{
    /// <summary>Minutes that are forecast: cold starts and the look ahead lie within them.</summary>
    private const int OutlookMinutes = 15;

    /// <summary>The time between two decisions about all models.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>The least time between two decisions about a surge.</summary>
    private static readonly TimeSpan SurgePause = TimeSpan.FromSeconds(0.8);

    /// <summary>A forecast of a minute that is over is asked for again so often.</summary>
    private static readonly TimeSpan AskPause = TimeSpan.FromSeconds(9);

    /// <summary>What margins tuned themselves to since is forgotten with a silo that is killed.</summary>
    private static readonly TimeSpan SavePause = TimeSpan.FromMinutes(10);

    /// <summary>How long another grain is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly SortedDictionary<string, ModelTrack> _tracks = new(StringComparer.Ordinal);
    private readonly ScalingPolicy _policy = new(new ScalingOptions { PlacesCost = true });
    private DateTimeOffset _decidedAt;
    private DateTimeOffset _surgeAt;
    private DateTimeOffset _savedAt;
    private bool _deciding;

    private IPoolGrain Pool => GrainFactory.GetGrain<IPoolGrain>(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _savedAt = time.GetUtcNow();
        return Task.CompletedTask;
    }

    public Task ReportAsync(ImmutableArray<ModelLoad> loads)
    {
        var now = time.GetUtcNow();
        foreach (var load in loads)
        {
            // The parts of a split queue are one model.
            var model = load.Model with { Shard = 0 };
            if (!_tracks.TryGetValue(model.ToString(), out var track))
            {
                _tracks[model.ToString()] = track = new ModelTrack(model);
            }

            track.Take(load, now);
        }

        if (!_deciding && (now - _decidedAt >= Period || (now - _surgeAt >= SurgePause && _tracks.Values.Any(track => track.IsSurge))))
        {
            DecideAsync(now).Ignore();
        }

        return Task.CompletedTask;
    }

    public Task<ScalingView?> GetModelAsync(ModelKey model) => Task.FromResult(_tracks.GetValueOrDefault((model with { Shard = 0 }).ToString())?.View);

    public Task<ImmutableArray<ScalingView>> GetAsync() => Task.FromResult(_tracks.Values.Select(track => track.View).OfType<ScalingView>().ToImmutableArray());

    private async Task DecideAsync(DateTimeOffset now)
    {
        (_deciding, _surgeAt) = (true, now);
        try
        {
            var all = now - _decidedAt >= Period;
            _decidedAt = all ? now : _decidedAt;
            var demand = await Pool.GetDemandAsync().WaitAsync(Patience, time);
            ForgetGone(demand);
            var known = demand.Models.Where(model => _tracks.TryGetValue(model.Model.ToString(), out var track) && (all || track.IsSurge)).ToList();
            if (all)
            {
                await Task.WhenAll(known.Select(model => AskForecastAsync(_tracks[model.Model.ToString()], now)));
            }

            var targets = ImmutableArray.CreateBuilder<ReplicaTarget>();
            foreach (var kind in known.GroupBy(model => model.Kind, StringComparer.Ordinal))
            {
                Decide([.. kind], demand.Places.Single(places => places.Kind == kind.Key), all, now, targets);
            }

            if (targets.Count > 0)
            {
                await Pool.SetTargetsAsync(targets.ToImmutable()).WaitAsync(Patience, time);
            }

            await SaveInTimeAsync(now);
        }
        catch (Exception exception)
        {
            // Nothing is lost: the next reports are a second away.
            Log.NotDecided(logger, exception, this.GetPrimaryKeyString());
        }
        finally
        {
            _deciding = false;
        }
    }

    private void Decide(ImmutableArray<ScaledModel> models, PoolPlaces places, bool all, DateTimeOffset now, ImmutableArray<ReplicaTarget>.Builder targets)
    {
        var snapshots = models.Select(model =>
        {
            var track = _tracks[model.Model.ToString()];
            var goal = 1 - (model.Spec.Scaling!.AttainmentThousandths / 1_000.0);
            track.BeginWants(now, Math.Min(model.Wanted, model.Ready + model.StartingSeconds.Length), model.Spec.Scaling.Stabilization);
            var tolerance = all || track.Feedback is null
                ? track.Tune(goal, state.State).Tolerance
                : track.Feedback.Tolerance;
            return track.Planned = ModelSnapshots.Of(model, track, tolerance, now);
        }).ToImmutableArray();

        // Those that are not decided about now keep what they hold.
        var room = all ? places.Places : snapshots.Sum(one => one.Committed * one.Size) + places.Free;
        var decided = _policy.Decide(new ScalingSnapshot(snapshots, room, places.Free)).Models;
        for (var i = 0; i < models.Length; i++)
        {
            var (model, snapshot, decision) = (models[i], snapshots[i], decided[i]);
            var track = _tracks[model.Model.ToString()];
            track.Wants.Add(now.ToUnixTimeMilliseconds() / 1_000.0, decision.Wanted, snapshot.Options!.ReleaseSeconds);
            var target = WithWarm(model, snapshot, decision);
            track.View = ScalingViews.Of(model, track, snapshot, decision, target, now);
            track.Decided = (model, snapshot.Options.Tolerance, now);
            if (!model.Overridden && target != model.Wanted)
            {
                targets.Add(new ReplicaTarget
                {
                    Model = model.Model,
                    Generation = model.Generation,
                    Replicas = target,
                    Reasons = track.View.Reasons,
                    Inputs = ScalingViews.Inputs(track.View, snapshot),
                });
            }
        }
    }

    /// <summary>Replicas beyond need, where any is needed and no place is lacking.</summary>
    private static int WithWarm(ScaledModel model, ModelSnapshot snapshot, ModelDecision decision)
    {
        var warm = model.Spec.Scaling!.Warm;
        return warm == 0 || decision.Target == 0 || decision.Target < decision.Wanted
            ? decision.Target
            : Math.Min(snapshot.Most, Math.Max(decision.Wanted + warm, Math.Min(decision.Target, snapshot.WantedLately + warm)));
    }

    private async Task AskForecastAsync(ModelTrack track, DateTimeOffset now)
    {
        var fresh = track.Outlook?.From is { } from && now - from < TimeSpan.FromMinutes(1);
        if (fresh || now - track.AskedAt < AskPause)
        {
            return;
        }

        track.AskedAt = now;
        try
        {
            track.Expect(await GrainFactory.GetGrain<IForecastGrain>(track.Model.ToString()).GetOutlookAsync(OutlookMinutes).WaitAsync(Patience, time));
        }
        catch (Exception exception)
        {
            // What was forecast before, or the last seconds, stand for it.
            Log.NoForecast(logger, exception, track.Model);
        }
    }

    /// <summary>Of what the pool does not scale any more nothing is kept.</summary>
    private void ForgetGone(PoolDemand demand)
    {
        var known = demand.Models.Select(model => model.Model.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _tracks.Keys.Where(key => !known.Contains(key)).ToList())
        {
            _tracks.Remove(gone);
        }
    }

    private async Task SaveInTimeAsync(DateTimeOffset now)
    {
        if (now - _savedAt < SavePause)
        {
            return;
        }

        _savedAt = now;
        await this.SaveAsync(state, new ScalingState
        {
            Tolerances = _tracks.Where(pair => pair.Value.Feedback is not null)
                .SelectMany(pair => pair.Value.Classes.Tolerances.Select(one => KeyValuePair.Create(ScalingState.NameOf(pair.Value.Model, one.Class), one.Tolerance))
                    .Prepend(KeyValuePair.Create(pair.Key, pair.Value.Feedback!.Tolerance)))
                .ToImmutableSortedDictionary(StringComparer.Ordinal),
        });
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3301, Level = LogLevel.Warning, Message = "It could not be decided how many replicas the models of pool {Pool} need; the next second tries again.")]
        public static partial void NotDecided(ILogger logger, Exception exception, string pool);

        [LoggerMessage(EventId = 3302, Level = LogLevel.Warning, Message = "The forecast of model {Model} did not answer; its replicas are planned with what was forecast before, or with the last seconds.")]
        public static partial void NoForecast(ILogger logger, Exception exception, ModelKey model);
    }
}
