using System.Collections.Immutable;

namespace Krewe.Scheduling.Scaling.Decisions;

/// <summary>What was decided for one model, and why.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Before">Replicas that it had, was starting or waited for.</param>
/// <param name="Target">Replicas that it is to have.</param>
/// <param name="Wanted">The fewest that are expected to keep the tolerance, within its limits.</param>
/// <param name="LateBefore">Expected share of late requests over the look ahead without a change.</param>
/// <param name="LateAfter">The same with the target.</param>
/// <param name="Reasons">All that shaped the decision.</param>
public sealed record ModelDecision(
    string Model, int Before, int Target, int Wanted, double LateBefore, double LateAfter, ImmutableArray<ScalingReason> Reasons);
