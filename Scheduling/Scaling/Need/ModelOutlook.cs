using System.Collections.Immutable;
using Krewe.Scheduling.Scaling.Chains;
using Krewe.Scheduling.Scaling.Decisions;
using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Scheduling.Scaling.Need;

/// <summary>What is expected of a model for a course of replicas: of all its requests as one stream, or class by class.</summary>
internal sealed class ModelOutlook
{
    // Shares of load are rounded to this, so that chains can be used again while shares move a little.
    private const double ShareGrain = 0.05;
    private const double MostAbove = 0.95;
    private readonly ModelSnapshot _model;
    private readonly ImmutableArray<ChainCache> _chains;
    private readonly double[] _late;

    private ModelOutlook(ModelSnapshot model, ImmutableArray<ChainCache> chains) => (_model, _chains, _late) = (model, chains, new double[chains.Length]);

    private bool HasClasses => _chains.Length > 1;

    public static ModelOutlook Of(ModelSnapshot model, Func<ServiceModel, ChainCache> chainsOf) => new(model, [.. ServicesOf(model).Select(chainsOf)]);

    /// <summary>What the chains of a model are built from: one for each class, the most important first.</summary>
    public static ImmutableArray<ServiceModel> ServicesOf(ModelSnapshot model) => model.Classes.Length < 2 ? [model.Service] :
    [
        .. model.Classes.Select((one, at) => model.Service with
        {
            ObjectiveSeconds = one.ObjectiveSeconds,
            FinestSeconds = model.Classes.Min(other => other.ObjectiveSeconds),
            LoadAbove = Math.Min(MostAbove, ShareGrain * Math.Round((1 - (one.Share / ClassOutlook.ShareUpTo(model.Classes, at))) / ShareGrain)),
        }),
    ];

    /// <summary>The expected shares of late arrivals, summed over steps that fade.</summary>
    /// <param name="replicas">Replicas that serve, by step.</param>
    /// <param name="fade">What a step counts against the one before it.</param>
    /// <param name="tolerance">The share that may be late where there is one class; others have their own.</param>
    public LateSteps Late(ReadOnlySpan<int> replicas, double fade, double tolerance)
    {
        var weights = (1 - Math.Pow(fade, replicas.Length)) / (1 - fade);
        if (!HasClasses)
        {
            var late = LateOutlook.Sum(_chains[0], _model.Inside, replicas, _model.Demand, 0, fade);
            return new LateSteps(late, _model.Weight * late, late > tolerance * weights);
        }

        ClassOutlook.Sum(_chains, _model.Classes, replicas, _model.Demand, 0, fade, byRequests: false, _late);
        var (sum, weighted, breaks, all) = (0.0, 0.0, false, _model.Classes.Sum(one => one.Share));
        for (var at = 0; at < _late.Length; at++)
        {
            var one = _model.Classes[at];
            sum += one.Share / all * _late[at];
            weighted += one.Weight * one.Share / all * _late[at];
            breaks |= _late[at] > one.Tolerance * weights;
        }

        return new LateSteps(sum, weighted, breaks);
    }

    /// <summary>What late requests cost, in replica seconds: each as much as serving the requests among which one may be late.</summary>
    /// <param name="replicas">Replicas that serve, by step.</param>
    /// <param name="from">The first step that counts.</param>
    /// <param name="tolerance">The share that may be late where there is one class; others have their own.</param>
    public double Cost(ReadOnlySpan<int> replicas, int from, double tolerance)
    {
        if (!HasClasses)
        {
            return 1 / (tolerance * _model.Service.RatePerReplica) * LateOutlook.Requests(_chains[0], _model.Inside, replicas, _model.Demand, from);
        }

        ClassOutlook.Sum(_chains, _model.Classes, replicas, _model.Demand, from, fade: 1, byRequests: true, _late);
        var cost = 0.0;
        for (var at = 0; at < _late.Length; at++)
        {
            cost += _late[at] / (_model.Classes[at].Tolerance * _model.Service.RatePerReplica);
        }

        return cost;
    }
}
