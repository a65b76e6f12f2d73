using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Solving;

/// <summary>A problem by indices: hosts, devices, models and lines in the order of their names, constraints that never change worked out.</summary>
internal sealed class CompiledFleet
{
    private readonly Dictionary<string, int> _modelIndex = new(StringComparer.Ordinal);

    public CompiledFleet(FleetProblem problem)
    {
        ProblemChecks.ThrowIfInvalid(problem);
        Problem = problem;
        Weights = problem.Weights;
        Hosts = [.. problem.Hosts.OrderBy(host => host.Name, StringComparer.Ordinal)];
        Models = [.. problem.Models.OrderBy(model => model.Name, StringComparer.Ordinal)];
        FirstDevice = new int[Hosts.Length + 1];
        var devices = new List<FleetDevice>();
        for (var host = 0; host < Hosts.Length; host++)
        {
            devices.AddRange(Hosts[host].Devices.OrderBy(device => device.Id, StringComparer.Ordinal));
            FirstDevice[host + 1] = devices.Count;
        }

        Devices = [.. devices];
        var zones = Hosts.Select(host => (host.Region, host.Zone)).Distinct().Select((zone, at) => (zone, at)).ToDictionary(pair => pair.zone, pair => pair.at);
        (ZoneOf, Zones) = ([.. Hosts.Select(host => zones[(host.Region, host.Zone)])], zones.Count);
        HostCost = [.. Hosts.Select(host => FleetUnits.Cost(Weights.Money * host.Price.Marginal))];
        FragmentCost = FleetUnits.Cost(Weights.Fragmentation);
        for (var at = 0; at < Models.Length; at++)
        {
            _modelIndex.Add(Models[at].Name, at);
        }

        Quotas = [.. problem.Quotas.OrderBy(quota => quota.Tenant, StringComparer.Ordinal)];
        QuotaOf = [.. Models.Select(model => Array.FindIndex(Quotas, quota => quota.Tenant == model.Tenant))];
        Rules = ModelRules();
        HasCompanions = Array.Exists(Rules, rules => Array.Exists(rules, rule => rule.Together));
        Lines = [.. new LineWriter(this).Write()];
        Running = [.. new RunningReader(this).Read()];
        GoingCost = problem.Running.Sum(replica => replica.Shape < 0 || !_modelIndex.TryGetValue(replica.Model, out var model)
            ? 0
            : FleetUnits.StopCost(Models[model], Array.Find(Hosts, host => host.Name == replica.Host), Weights));
    }

    public FleetProblem Problem { get; }

    public ObjectiveWeights Weights { get; }

    public FleetHost[] Hosts { get; }

    public FleetDevice[] Devices { get; }

    /// <summary>Index of each host's first device, and the number of all at the end.</summary>
    public int[] FirstDevice { get; }

    public int[] ZoneOf { get; }

    public int Zones { get; }

    /// <summary>What a host costs while something runs on it.</summary>
    public long[] HostCost { get; }

    /// <summary>For each device that somebody has a share of.</summary>
    public long FragmentCost { get; }

    public FleetModel[] Models { get; }

    public TenantQuota[] Quotas { get; }

    /// <summary>By model; -1 for none.</summary>
    public int[] QuotaOf { get; }

    /// <summary>By model, with those that other models have against it.</summary>
    public ModelRule[][] Rules { get; }

    /// <summary>Whether any model must be beside another.</summary>
    public bool HasCompanions { get; }

    public DemandLine[] Lines { get; }

    public RunningPlace[] Running { get; }

    /// <summary>What it costs if all that runs goes.</summary>
    public long GoingCost { get; }

    public int ModelIndex(string name) => _modelIndex.GetValueOrDefault(name, -1);

    /// <summary>Whether a model may ever be on a host, its health aside.</summary>
    public static bool Admits(FleetHost host, FleetModel model, string region) =>
        (region.Length == 0 || region == host.Region)
        && (model.AllowedRegions.IsEmpty || model.AllowedRegions.Contains(host.Region))
        && host.Pool == model.Pool
        && (model.AllowSpot || host.Price.Terms != PriceTerms.Spot);

    public int Device(int host, string id)
    {
        for (var at = FirstDevice[host]; at < FirstDevice[host + 1]; at++)
        {
            if (Devices[at].Id == id)
            {
                return at;
            }
        }

        return -1;
    }

    private ModelRule[][] ModelRules()
    {
        var rules = Models.Select(_ => new HashSet<ModelRule>()).ToArray();
        for (var at = 0; at < Models.Length; at++)
        {
            foreach (var relation in Models[at].Relations)
            {
                var other = ModelIndex(relation.Other);
                var inZone = relation.Scope == RelationScope.Zone;
                if (relation.Together)
                {
                    rules[at].Add(new ModelRule(other, true, inZone));
                }
                else if (other >= 0)
                {
                    rules[at].Add(new ModelRule(other, false, inZone));
                    rules[other].Add(new ModelRule(at, false, inZone));
                }
            }
        }

        return [.. rules.Select(set => set.OrderBy(rule => rule.Other).ThenBy(rule => rule.Together).ThenBy(rule => rule.InZone).ToArray())];
    }
}
