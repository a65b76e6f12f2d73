using System.Collections.Immutable;
using Krewe.Forecasting;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Scaling;
using Krewe.Scheduling.Scaling.Decisions;
using Krewe.Scheduling.Scaling.Demand;
using Krewe.Scheduling.Scaling.Feedback;
using Krewe.Scheduling.Scaling.Need;
using Krewe.Scheduling.Scaling.Service;
using Krewe.Specs;

namespace Krewe.Grains.Scaling;

/// <summary>What the scaler's grain has seen of one model. Owned by that grain.</summary>
internal sealed class ModelTrack(ModelKey model)
{
    /// <summary>How long what a queue told counts.</summary>
    private static readonly TimeSpan LoadAge = TimeSpan.FromSeconds(10);

    // What a minute's error counts after it, each minute.
    private const double ErrorMemory = 0.95;

    private readonly SortedDictionary<int, (ModelLoad Load, DateTimeOffset At)> _loads = [];
    private readonly Queue<(DateTimeOffset At, long Count)> _arrivals = new();
    private DemandOutlook? _outlook;
    private double _errors;
    private double _errorWeights;
    private long _minute = long.MinValue;
    private long _inMinute;
    private long _ended;
    private long _late;
    private bool _began;

    public ModelKey Model => model;

    public RecentWants Wants { get; } = new();

    public AttainmentFeedback? Feedback { get; private set; }

    public ClassTracks Classes { get; } = new();

    /// <summary>What the last decision was made from; null before the first.</summary>
    public ModelSnapshot? Planned { get; set; }

    public ScalingView? View { get; set; }

    /// <summary>What was decided from last, and when; null before any decision.</summary>
    public (ScaledModel Model, double Tolerance, DateTimeOffset At)? Decided { get; set; }

    /// <summary>The service times, as the queueing model takes them; null while they are not known.</summary>
    public TimeDistribution? Service { get; private set; }

    /// <summary>What batches take; null where requests are executed one by one.</summary>
    public BatchLoad? Batch { get; private set; }

    /// <summary>How arrivals gather. The parts of a split queue see the same bursts: the first says.</summary>
    public ArrivalBursts Bursts => _loads.Values.Select(part => part.Load.Bursts).OfType<BurstLoad>().FirstOrDefault() is { } bursts
        ? new ArrivalBursts(bursts.Share, bursts.Seconds, bursts.Size)
        : ArrivalBursts.None;

    /// <summary>When its forecast was asked for last.</summary>
    public DateTimeOffset AskedAt { get; set; }

    public DemandOutlook? Outlook => _outlook;

    public int Inside => _loads.Values.Sum(part => part.Load.Waiting + part.Load.Running);

    /// <summary>Requests inside of one class.</summary>
    public int InsideOf(ServiceClass @class) =>
        _loads.Values.Sum(part => !part.Load.Classes.IsDefault && (int)@class < part.Load.Classes.Length ? part.Load.Classes[(int)@class].Inside : 0);

    /// <summary>Whether more is inside than is answered in time, as far as it is known what that takes.</summary>
    public bool IsSurge => Inside > 0 && (Ready == 0 || (Planned is { } planned && SurgeRule.IsSurge(planned with
    {
        Serving = Ready,
        Inside = Inside,
        Classes = planned.Classes.Length < 2 ? [] : [.. planned.Classes.Select(one => one with { Inside = InsideOf((ServiceClass)one.Rank) })],
    })));

    public int Ready => _loads.Values.Select(part => part.Load.Ready).DefaultIfEmpty().Max();

    /// <summary>How far minutes were from their forecasts, as a share of them.</summary>
    public double? ForecastError => _errorWeights > 0 ? _errors / _errorWeights : null;

    /// <summary>Arrivals of the minute that runs.</summary>
    public long InMinute(DateTimeOffset now) => now.ToUnixTimeSeconds() / 60 == _minute ? _inMinute : 0;

    public double QuietSeconds(DateTimeOffset now) => _loads.Count == 0
        ? 0
        : Math.Max(0, (now - _loads.Values.Max(part => part.Load.LastArrival ?? part.Load.Since)).TotalSeconds);

    /// <summary>Requests each second, over the last ten seconds.</summary>
    public double Rate(DateTimeOffset now)
    {
        while (_arrivals.TryPeek(out var oldest) && now - oldest.At >= LoadAge)
        {
            _arrivals.Dequeue();
        }

        return _arrivals.Sum(one => one.Count) / LoadAge.TotalSeconds;
    }

    public void Take(ModelLoad load, DateTimeOffset now)
    {
        var (arrived, ended, late) = (load.Arrived, load.Ended, load.Late);
        if (_loads.TryGetValue(load.Model.Shard, out var before) && before.Load.Since == load.Since)
        {
            (arrived, ended, late) = (arrived - before.Load.Arrived, ended - before.Load.Ended, late - before.Load.Late);
            Classes.Take(load.Classes, before.Load.Classes, now);
        }
        else
        {
            Classes.Take(load.Classes, [], now);
        }

        _loads[load.Model.Shard] = (load, now);
        foreach (var silent in _loads.Where(part => now - part.Value.At > LoadAge).Select(part => part.Key).ToList())
        {
            _loads.Remove(silent);
        }

        // A report that was overtaken counts backwards: it is left out.
        Count(Math.Max(0, arrived), now);
        _ended += Math.Max(0, ended);
        _late += Math.Max(0, late);
        Learn(load);
    }

    /// <summary>Goes on with another forecast.</summary>
    public void Expect(DemandOutlook outlook) => _outlook = outlook;

    /// <summary>What is there when it is seen first was wanted until then: an activation that knows nothing yet must not give it up.</summary>
    public void BeginWants(DateTimeOffset now, int committed, TimeSpan window)
    {
        if (!_began)
        {
            _began = true;
            Wants.Add(now.ToUnixTimeMilliseconds() / 1_000.0, committed, window.TotalSeconds);
        }
    }

    /// <summary>Has the margin follow what was observed since the last time.</summary>
    /// <param name="goal">The share of requests that may be late.</param>
    /// <param name="stored">What was kept of the activations before.</param>
    public AttainmentFeedback Tune(double goal, ScalingState stored)
    {
        Classes.Tune(goal, one => stored.ToleranceOf(model, one));
        if (Feedback is null || Feedback.Goal != goal)
        {
            Feedback = new AttainmentFeedback(goal, Feedback is null ? stored.ToleranceOf(model) ?? goal : goal);
        }

        if (_ended > 0)
        {
            Feedback.Observe(_ended, Math.Min(_ended, _late));
        }

        (_ended, _late) = (0, 0);
        return Feedback;
    }

    private void Count(long arrived, DateTimeOffset now)
    {
        var minute = now.ToUnixTimeSeconds() / 60;
        if (minute != _minute)
        {
            Judge();
            (_minute, _inMinute) = (minute, 0);
        }

        _inMinute += arrived;
        if (arrived > 0)
        {
            _arrivals.Enqueue((now, arrived));
        }
    }

    // A minute that began before this activation did is known in part only, and so is one whose forecast came later.
    private void Judge()
    {
        if (_outlook is { From: { } from, Means: var means })
        {
            var at = _minute - (from.ToUnixTimeSeconds() / 60);
            if (at >= 0 && at < means.Length && means[(int)at] > 0)
            {
                _errors = (ErrorMemory * _errors) + (Math.Abs(_inMinute - means[(int)at]) / means[(int)at]);
                _errorWeights = (ErrorMemory * _errorWeights) + 1;
            }
        }
    }

    // Chains of the queueing model are built for one distribution: it is kept until another one is visibly different.
    private void Learn(ModelLoad load)
    {
        if (load.ServiceSeconds.IsDefaultOrEmpty)
        {
            return;
        }

        var next = load.Batch is { } batch ? BatchDistribution.Of(Math.Max(1e-4, batch.Seconds), batch.Spread) : TimeDistribution.Measured(load.ServiceSeconds.Select(one => Math.Max(1e-4, one)));
        if (Service is null || Differs(Service.Mean, next.Mean) || Differs(Service.Quantile(0.95), next.Quantile(0.95)) || Differs(Batch, load.Batch))
        {
            (Service, Batch) = (next, load.Batch);
        }
    }

    private static bool Differs(BatchLoad? one, BatchLoad? other) =>
        one?.Size != other?.Size || (one is not null && Differs(one.SingleSeconds / one.Seconds, other!.SingleSeconds / other.Seconds));

    private static bool Differs(double one, double other) => Math.Abs(one - other) > 0.15 * Math.Max(one, other);
}
