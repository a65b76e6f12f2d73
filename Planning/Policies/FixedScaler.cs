using Krewe.Planning.Replay;

namespace Krewe.Planning.Policies;

/// <summary>Leaves all models as they are: what a fixed number of replicas comes to.</summary>
public sealed class FixedScaler : IReplayScaler
{
    /// <inheritdoc/>
    public string Name => "fixed";

    /// <inheritdoc/>
    public double PeriodSeconds => 60;

    /// <inheritdoc/>
    public void Decide(ReplayView view, Span<int> targets)
    {
        // What they hold already is what they keep.
    }
}
