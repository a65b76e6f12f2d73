using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Scheduling.Placement.Exact;

/// <summary>A bound that no plan for a fleet is below, also for large ones: the linear relaxation with hosts that are alike taken as one.</summary>
internal static class FleetBound
{
    private const int MostIterations = 50_000;

    /// <returns>The bound, in thousandths; 0, which always holds, where the program is too large.</returns>
    public static long Of(CompiledFleet fleet)
    {
        var model = new ExactModel(fleet, alike: true);
        if (model.TooLarge)
        {
            return 0;
        }

        var simplex = new DualSimplex(model.Program);
        simplex.Run(MostIterations);
        return Math.Max(0, model.Constant + (long)Math.Ceiling(simplex.SafeBound() - 1e-3));
    }
}
