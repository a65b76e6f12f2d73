using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Krewe.Bench.SolverGap;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Placement.Solving;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Placement.Solving;

/// <summary>The proof itself on trial: all plans of tiny fleets, each judged from the outside, against branch and bound.</summary>
public class BruteForceTests
{
    private const int MostPlans = 4_000;

    private static readonly Gen<FleetProblem> Tiny =
        from kind in Gen.Elements(RandomFleet.Kinds.ToArray())
        from seed in Gen.Choose(1, int.MaxValue - 1)
        select Shrink(RandomFleet.Draw(seed, kind));

    [Fact]
    public void Solve_TinyFleets_ProvesWhatTryingAllFinds()
    {
        var tried = 0;
        Seeded.ForAll(501, Tiny, problem =>
        {
            var lines = problem.Models.SelectMany(model => model.Regions.Select(demand => Choices(problem, model, demand))).ToList();
            if (lines.Aggregate(1L, (plans, line) => Math.Min(MostPlans + 1, plans * line.Count)) > MostPlans)
            {
                return;
            }

            tried++;
            var best = Plans(lines, 0).Where(plan => FleetAudit.Check(problem, plan).IsEmpty).Min(plan => FleetAudit.Value(problem, plan).Total);
            var solution = FleetSolver.Solve(problem, new SearchOptions { Steps = 0 });
            Assert.True(solution.Proved);
            Assert.Equal(best, solution.Value.Total, 6);
        }, 150);
        Assert.True(tried > 75, $"only {tried} were small enough");
    }

    /// <summary>What tries of all can still reach: two hosts, two models, two replicas of each.</summary>
    private static FleetProblem Shrink(FleetProblem problem)
    {
        var hosts = problem.Hosts.Take(2).Select(host => host with { Devices = [.. host.Devices.Take(2)] }).ToImmutableArray();
        var models = problem.Models.Take(2).Select(model => model with
        {
            StateBytes = 0, // else a replica that is not needed may stay only because to stop it costs something
            Regions = [.. model.Regions.Take(1).Select(demand => demand with { MinReplicas = Math.Min(2, demand.MinReplicas), MaxReplicas = 2, WarmCopies = 0 })],
        }).ToImmutableArray();
        return problem with { Hosts = hosts, Models = models, Running = [] };
    }

    /// <summary>None, one or two replicas of a line, in all ways.</summary>
    private static List<ImmutableArray<FleetReplica>> Choices(FleetProblem problem, FleetModel model, RegionDemand demand)
    {
        var single = new List<FleetReplica>();
        foreach (var host in problem.Hosts)
        {
            for (var shape = 0; shape < model.Shapes.Length; shape++)
            {
                var count = model.Shapes[shape].DeviceClass is null ? 0 : model.Shapes[shape].DeviceCount;
                single.AddRange(Subsets([.. host.Devices.Select(device => device.Id)], count).Select(devices => new FleetReplica(model.Name, demand.Region, shape, host.Name, devices)));
            }
        }

        // What no constraint allows alone is left out at once.
        single.RemoveAll(replica => FleetAudit.Check(problem, [replica]).Any(text => !text.Contains("beside", StringComparison.Ordinal)));
        return
        [
            [],
            .. single.Select(replica => ImmutableArray.Create(replica)),
            .. single.SelectMany((one, at) => single.Skip(at).Select(other => ImmutableArray.Create(one, other))),
        ];
    }

    private static IEnumerable<ImmutableArray<FleetReplica>> Plans(List<List<ImmutableArray<FleetReplica>>> lines, int at) => at == lines.Count
        ? [[]]
        : lines[at].SelectMany(choice => Plans(lines, at + 1).Select(rest => choice.AddRange(rest)));

    private static IEnumerable<ImmutableArray<string>> Subsets(ImmutableArray<string> of, int count) =>
        Enumerable.Range(0, 1 << of.Length).Select(mask => of.Where((_, at) => (mask >> at & 1) == 1).ToImmutableArray()).Where(set => set.Length == count);
}
