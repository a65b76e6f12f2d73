using System.Collections.Immutable;
using System.Globalization;
using Krewe.Errors;
using Krewe.Events;
using Krewe.Grains.Pools.Planning;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Replicas;
using Krewe.Scaling;
using Krewe.Specs;
using Microsoft.Extensions.Logging;

namespace Krewe.Grains.Pools;

/// <content>Numbers of replicas that come from demand, or from an operator for a while.</content>
internal sealed partial class PoolGrain
{
    private const int MostReplicas = 1_000;
    private static readonly TimeSpan DefaultOverride = TimeSpan.FromHours(1);
    private static readonly TimeSpan MostOverride = TimeSpan.FromDays(30);

    /// <summary>The longest of the last starts, by model. A copy of what replicas tell, for the time in which none runs.</summary>
    private readonly Dictionary<string, double> _startupSeconds = [];

    public async Task SetTargetsAsync(ImmutableArray<ReplicaTarget> targets)
    {
        var changed = false;
        foreach (var target in targets)
        {
            var key = target.Model.ToString();
            if (!state.State.Models.TryGetValue(key, out var known) || known.Removing || known.Spec.Scaling is null
                || known.Generation != target.Generation || known.Target == target.Replicas)
            {
                continue;
            }

            await this.SaveAsync(state, state.State with { Models = state.State.Models.SetItem(key, known with { Target = target.Replicas }) });
            changed = true;
            Note(
                EventKinds.Scaled,
                "scale",
                target.Model,
                string.Create(CultureInfo.InvariantCulture, $"{target.Replicas} replicas instead of {known.Target ?? known.Wanted}{(known.Override is null ? "" : ", once what an operator said has ended")}"),
                target.Reasons,
                [("replicas", target.Replicas), ("replicas before", known.Target ?? known.Wanted), ("generation", known.Generation), .. target.Inputs.Select(pair => (pair.Key, (object?)pair.Value))]);
        }

        if (changed)
        {
            await ReconcileAsync();
        }
    }

    public async Task<AssignResult?> OverrideAsync(ModelKey model, int? replicas, TimeSpan duration)
    {
        var key = model.ToString();
        if (!state.State.Models.TryGetValue(key, out var known) || known.Removing)
        {
            return null;
        }

        if (replicas is < 0 or > MostReplicas)
        {
            throw Invalid("replicas", string.Create(CultureInfo.InvariantCulture, $"'{replicas}' is not valid; valid: 0 to {MostReplicas}"));
        }

        if (replicas is not null && (duration < TimeSpan.FromSeconds(1) || duration > MostOverride))
        {
            throw Invalid("for", $"'{SpecUnits.FormatDuration(duration)}' is not valid; valid: 1s to {SpecUnits.FormatDuration(MostOverride)}");
        }

        var next = replicas is null
            ? known with { Override = null, OverrideUntil = null }
            : known with { Override = replicas, OverrideUntil = time.GetUtcNow() + duration };
        await this.SaveAsync(state, state.State with { Models = state.State.Models.SetItem(key, next) });
        if (next.Wanted != known.Wanted || next.Override is null != known.Override is null)
        {
            Note(
                EventKinds.Scaled,
                "scale",
                model,
                string.Create(CultureInfo.InvariantCulture, $"{next.Wanted} replicas instead of {known.Wanted}"),
                [next.OverrideUntil is { } until ? $"an operator told so, until {until:u}" : "an operator told that what was said for a while has ended"],
                ("replicas", next.Wanted),
                ("replicas before", known.Wanted),
                ("until", next.OverrideUntil?.ToString("O")));
        }

        await ReconcileAsync();
        return new AssignResult { Change = next.Wanted == known.Wanted ? AssignChange.None : AssignChange.Configured, Generation = known.Generation, Placement = Placement(key) };
    }

    public Task<PoolDemand> GetDemandAsync()
    {
        var (now, hosts) = (time.GetUtcNow(), LiveHosts().ToList());
        var shares = new PoolShares(hosts);
        var models = state.State.Models
            .Where(pair => pair.Value is { Removing: false, Spec.Scaling: not null })
            .Select(pair => Scaled(pair.Key, pair.Value, shares, now))
            .ToImmutableArray();

        return Task.FromResult(new PoolDemand
        {
            Models = models,
            Places = [.. models.GroupBy(model => model.Kind, StringComparer.Ordinal).OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind =>
            {
                // A place that was refused says more than sums over hosts do: what is free does not fit.
                var held = kind.Sum(model => (model.Ready + model.StartingSeconds.Length) * model.Size);
                var free = kind.Any(model => model.Refused) ? 0 : shares.FreeOf(kind.First().Spec.Resources);
                return new PoolPlaces(kind.Key, held + free, free);
            })],
        });
    }

    private ScaledModel Scaled(string key, PoolModel model, PoolShares shares, DateTimeOffset now)
    {
        var replicas = state.State.Replicas.Where(pair => !pair.Value.Stopping && pair.Value.Lease.Replica.Model.ToString() == key).ToList();
        var ready = replicas.Where(pair => _replicas.GetValueOrDefault(pair.Key)?.Phase == ReplicaPhase.Ready).ToList();
        return new ScaledModel
        {
            Model = ModelKey.Parse(key),
            Spec = model.Spec,
            Generation = model.Generation,
            Wanted = model.Wanted,
            Ready = ready.Count,
            StartingSeconds = [.. replicas.Except(ready).Select(pair => (now - pair.Value.Lease.GrantedAt).TotalSeconds)],
            StartupSeconds = StartupSeconds(key),
            Kind = PoolShares.KindOf(model.Spec.Resources),
            Size = shares.SizeOf(model.Spec.Resources),
            Overridden = model.Override is not null,
            Refused = _refusals.ContainsKey(key),
        };
    }

    /// <summary>The longest of the last starts of a model's replicas, in seconds; null before any.</summary>
    private double? StartupSeconds(string model)
    {
        var ready = state.State.Replicas.Where(pair => !pair.Value.Stopping && pair.Value.Lease.Replica.Model.ToString() == model)
            .Select(pair => _replicas.GetValueOrDefault(pair.Key)).Where(view => view?.Phase == ReplicaPhase.Ready);
        if (ready.Select(view => view!.Backend?.StartupTime?.TotalSeconds).Max() is { } longest)
        {
            _startupSeconds[model] = longest;
        }

        return _startupSeconds.TryGetValue(model, out var seconds) ? seconds : null;
    }

    /// <summary>What an operator said for a while ends by itself.</summary>
    private async Task EndOverridesAsync()
    {
        var now = time.GetUtcNow();
        foreach (var (key, model) in state.State.Models.Where(pair => pair.Value.OverrideUntil <= now).ToList())
        {
            var next = model with { Override = null, OverrideUntil = null };
            await this.SaveAsync(state, state.State with { Models = state.State.Models.SetItem(key, next) });
            Note(
                EventKinds.Scaled,
                "scale",
                ModelKey.Parse(key),
                string.Create(CultureInfo.InvariantCulture, $"{next.Wanted} replicas instead of {model.Wanted}"),
                ["what an operator said for a while has ended"],
                ("replicas", next.Wanted),
                ("replicas before", model.Wanted),
                ("until", model.OverrideUntil?.ToString("O")));
        }
    }

    private async Task<ScalingView?> AskScalingAsync(ModelKey model)
    {
        try
        {
            return await GrainFactory.GetGrain<IScalingGrain>(Key.ToString()).GetModelAsync(model).WaitAsync(QueuePatience, time);
        }
        catch (Exception exception)
        {
            Log.ScalingSilent(logger, model, exception);
            return null;
        }
    }

    private static KreweException Invalid(string where, string message) => new(new Problem { Code = ErrorCodes.SpecInvalid, Message = message, Where = where });
}
