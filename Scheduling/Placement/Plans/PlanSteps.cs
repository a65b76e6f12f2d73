using System.Collections.Immutable;
using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Scheduling.Placement.Plans;

/// <summary>
/// Writes steps with what each waits for. A start waits for every earlier stop in any scope that it shares (its host, its tenant's quota, its model and
/// models it must keep away from): then whatever part of the plan is done, a scope never holds more than it did at some point of the plan done
/// in order. A stop waits for every earlier start of its line: then there are never fewer.
/// </summary>
internal sealed class PlanSteps(CompiledFleet fleet)
{
    private readonly List<PlanStep> _steps = [];
    private readonly Dictionary<string, List<int>> _stopsByScope = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<int>> _startsByLine = [];
    private readonly Dictionary<int, HashSet<string>> _scopes = [];

    public ImmutableArray<PlanStep> All => [.. _steps];

    public void Start(PlanReplica replica, string reason)
    {
        var placed = replica.Placed!;
        var line = fleet.Lines[placed.Line];
        var after = ScopesOf(line.Model).Append(HostScope(placed.Host)).SelectMany(scope => _stopsByScope.GetValueOrDefault(scope, [])).Distinct().Order();
        var (model, host) = (fleet.Models[line.Model], fleet.Hosts[placed.Host]);
        var seconds = line.Warm ? FleetUnits.LoadSeconds(model, host) : FleetUnits.StartSeconds(model, host);
        Add(_startsByLine, line.Index);
        _steps.Add(new PlanStep(_steps.Count, PlanStepKind.Start, replica.Replica, [.. after], reason) { Seconds = seconds });
    }

    public void Stop(PlanReplica replica, string reason)
    {
        var (after, seconds) = (ImmutableArray<int>.Empty, 0.0);
        if (replica.Placed is { } placed)
        {
            var line = fleet.Lines[placed.Line];
            after = [.. _startsByLine.GetValueOrDefault(line.Index, [])];
            seconds = line.Warm ? 0 : (double)fleet.Models[line.Model].StateBytes / fleet.Hosts[placed.Host].LoadBytesPerSecond;
            foreach (var scope in ScopesOf(line.Model).Append(HostScope(placed.Host)))
            {
                Add(_stopsByScope, scope);
            }
        }

        _steps.Add(new PlanStep(_steps.Count, PlanStepKind.Stop, replica.Replica, after, reason) { Seconds = seconds });
    }

    /// <summary>What a model's replicas share beside hosts: the quota of the tenant, and each rule, under the names of both.</summary>
    public HashSet<string> ScopesOf(int model)
    {
        if (!_scopes.TryGetValue(model, out var scopes))
        {
            scopes = [];
            if (fleet.QuotaOf[model] is >= 0 and var quota)
            {
                scopes.Add($"quota {quota}");
            }

            if (fleet.Models[model] is { MaxPerHost: > 0 } or { MaxPerZone: > 0 })
            {
                scopes.Add($"model {model}");
            }

            foreach (var rule in fleet.Rules[model].Where(rule => !rule.Together))
            {
                scopes.Add($"apart {Math.Min(model, rule.Other)} {Math.Max(model, rule.Other)}");
            }

            _scopes.Add(model, scopes);
        }

        return scopes;
    }

    private static string HostScope(int host) => $"host {host}";

    private void Add<TKey>(Dictionary<TKey, List<int>> to, TKey key)
        where TKey : notnull
    {
        if (!to.TryGetValue(key, out var steps))
        {
            steps = [];
            to.Add(key, steps);
        }

        steps.Add(_steps.Count);
    }
}
