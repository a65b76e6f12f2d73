using Krewe.Bench.SolverGap;

namespace Krewe.Scheduling.Tests.Placement.Solving;

/// <summary>A fact that needs GLPK's program; skipped, with the reason, where it is missing.</summary>
public sealed class GlpkFactAttribute : FactAttribute
{
    public GlpkFactAttribute() => Skip = OtherSolver.Installed(["glpsol"]).IsEmpty ? "glpsol is not installed (Debian: glpk-utils)." : null;
}
