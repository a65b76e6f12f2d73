using System.Collections.Immutable;
using Krewe.Planning.Replay;
using Krewe.Scheduling.Scaling;
using Krewe.Scheduling.Scaling.Decisions;
using Krewe.Scheduling.Scaling.Feedback;
using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Planning.Policies;

/// <summary>Krewe's scaler, ahead of demand, with the code that the cluster runs.</summary>
public sealed class AheadScaler : IReplayScaler
{
    private readonly ScalingPolicy _policy;
    private readonly ImmutableArray<PlaceService> _services;
    private readonly IDemandOutlook _outlook;
    private readonly ImmutableArray<ReplayRules> _rules;
    private readonly AttainmentFeedback? _feedback;
    private readonly bool _holds;
    private Queue<double>[] _asked = [];
    private RecentWants[] _wants = [];
    private ImmutableArray<ModelSnapshot> _snapshots = [];
    private ClassWatch?[] _classes = [];
    private long _answered;
    private long _late;

    /// <summary>Creates a scaler for one run.</summary>
    /// <param name="name">The name under which it is shown.</param>
    /// <param name="rules">The system, as far as it is measured in a cluster: service times, starts, limits.</param>
    /// <param name="options">The look ahead.</param>
    /// <param name="outlook">What demand is expected.</param>
    /// <param name="feedback">Tunes the tolerance by what is observed; null keeps it.</param>
    public AheadScaler(string name, ReplayRules rules, ScalingOptions options, IDemandOutlook outlook, AttainmentFeedback? feedback = null)
        : this(name, [rules], options, outlook, feedback)
    {
    }

    /// <summary>Creates a scaler for one run of models that differ.</summary>
    /// <param name="name">The name under which it is shown.</param>
    /// <param name="rules">The rules of each model; one stands for all.</param>
    /// <param name="options">The look ahead.</param>
    /// <param name="outlook">What demand is expected.</param>
    /// <param name="feedback">Tunes the tolerance by what is observed; null keeps it.</param>
    public AheadScaler(string name, ImmutableArray<ReplayRules> rules, ScalingOptions options, IDemandOutlook outlook, AttainmentFeedback? feedback = null)
    {
        (_rules, _services) = (rules, [.. rules.Select(one => new PlaceService(ServiceOf(one)))]);
        (Name, _policy, _outlook, _feedback, _holds) = (name, new ScalingPolicy(options), outlook, feedback, rules[0].OneChangeAtATime);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public double PeriodSeconds => _policy.Options.StepSeconds;

    /// <summary>What was decided last, with its reasons.</summary>
    public ScalingDecision? Last { get; private set; }

    /// <inheritdoc/>
    public void Decide(ReplayView view, Span<int> targets)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (_asked.Length == 0)
        {
            _asked = [.. view.Models.Select(_ => new Queue<double>())];
            _wants = [.. view.Models.Select(_ => new RecentWants())];
            _classes = [.. view.Models.Select((model, i) => model.Classes.IsEmpty ? null : new ClassWatch(RulesOf(i).Classes))];
        }

        Learn(view);
        _outlook.Observe(view);
        var held = view.Models.Sum(model => model.Serving + model.Starting.Count + model.Idle);
        var models = view.Models.Select((model, i) => Snapshot(model, i, view.Now)).ToImmutableArray();
        if (_feedback is not null && _snapshots.IsEmpty)
        {
            _feedback.Begin(_policy.ToleranceFor(models, _feedback.Goal));
            _policy.Tolerate(_feedback.Tolerance);
        }

        _snapshots = models;
        Last = _policy.Decide(new ScalingSnapshot(models, view.Places, view.Places - held));
        for (var i = 0; i < targets.Length; i++)
        {
            var decided = Last.Models[i];
            _wants[i].Add(view.Now, decided.Wanted, _policy.Options.ReleaseSeconds);
            for (var more = decided.Target - decided.Before; more > 0; more--)
            {
                _asked[i].Enqueue(view.Now);
            }

            targets[i] = decided.Target;
        }
    }

    /// <inheritdoc/>
    public LaterReplicas? Later(int model, double seconds)
    {
        if (_snapshots.IsEmpty)
        {
            return null;
        }

        var step = _policy.Options.StepSeconds;
        return _policy.Later(_snapshots[model] with { Demand = _outlook.Of(model, (int)Math.Ceiling(seconds / step) + ScalingPolicy.LaterSteps, step) }, seconds);
    }

    private static ServiceModel ServiceOf(ReplayRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new ServiceModel
        {
            Service = rules.Service,
            ObjectiveSeconds = rules.ObjectiveSeconds,
            OverheadSeconds = 2 * rules.Router.Mean,
            Parallelism = rules.Concurrency,
            HeldPerReplica = Math.Max(0, rules.SlotsPerReplica - rules.Concurrency),
            QueueLimit = rules.QueueLimit,
            TimeoutSeconds = Enumerable.Range(0, rules.ClassCount).Max(at => rules.ClassOf(at).TimeoutSeconds),
        };
    }

    private ReplayRules RulesOf(int model) => _rules[Math.Min(model, _rules.Length - 1)];

    private void Learn(ReplayView view)
    {
        if (_feedback is null)
        {
            return;
        }

        // Those whose requests are of several classes have a margin for each.
        var alike = view.Models.Where(model => model.Classes.IsEmpty).ToList();
        var (answered, late) = (alike.Sum(model => model.Answered), alike.Sum(model => model.Late));
        _feedback.Observe(answered - _answered, late - _late);
        (_answered, _late) = (answered, late);
        _policy.Tolerate(_feedback.Tolerance);
    }

    private ModelSnapshot Snapshot(ModelView model, int index, double now)
    {
        // Starts that wait for a place: the earliest asked come first, and take as long as a move does.
        var (asked, options) = (_asked[index], _policy.Options);
        while (asked.Count > model.WaitingStarts)
        {
            asked.Dequeue();
        }

        return new ModelSnapshot
        {
            Model = model.Name,
            Service = _services[Math.Min(index, _services.Length - 1)].Of(model.Speeds) with { Bursts = model.Bursts },
            Serving = model.Serving,
            StartingSeconds = [.. model.Starting, .. asked.Select(at => Math.Max(options.ColdStartSeconds, at + options.MoveSeconds - now))],
            Idle = model.Idle,
            Inside = model.Inside,
            Classes = _classes[index]?.Take(model.Classes, now, _feedback?.Goal, options.Tolerance) ?? [],
            Weight = RulesOf(index).Weight,
            Demand = _outlook.Of(index, options.Steps, options.StepSeconds),
            WantedLately = _wants[index].Add(now, 0, options.ReleaseSeconds),
            Least = 1,
            IsHeld = _holds && model.Committed > model.Serving,
        };
    }
}
