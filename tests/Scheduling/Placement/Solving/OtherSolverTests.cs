using Krewe.Bench.SolverGap;
using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Scheduling.Tests.Placement.Solving;

/// <summary>What branch and bound proves to be best, a solver of another make finds as well.</summary>
public class OtherSolverTests
{
    [GlpkFact]
    public void Solve_Proved_IsTheOptimumThatGlpkFinds()
    {
        var (glpk, proved) = (OtherSolver.Installed(["glpsol"])[0], 0);
        foreach (var kind in RandomFleet.Kinds)
        {
            var problem = RandomFleet.Draw(3, kind);
            var found = FleetSolver.Solve(problem, new SearchOptions { Steps = 300, Nodes = 2_000 });
            if (found.Proved)
            {
                proved++;
                Assert.Equal(found.Value.Total, glpk.Optimum(problem), 1e-3);
            }
        }

        Assert.True(proved > RandomFleet.Kinds.Length / 2, $"{proved} proved");
    }
}
