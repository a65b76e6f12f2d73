using Krewe.Scheduling.Scaling.Decisions;

namespace Krewe.Planning.Replay;

/// <summary>A way to scale, tried in a replay. One object serves one run.</summary>
public interface IReplayScaler
{
    /// <summary>The name under which it is shown.</summary>
    string Name { get; }

    /// <summary>Seconds between its decisions, above 0; the first comes after that time.</summary>
    double PeriodSeconds { get; }

    /// <summary>Says how many replicas each model is to have. What is beyond the places is not carried out: decreases come first, then increases in the models' order.</summary>
    /// <param name="view">What can be seen now.</param>
    /// <param name="targets">Takes the numbers; holds what the models have, are starting and wait for.</param>
    void Decide(ReplayView view, Span<int> targets);

    /// <summary>Says what a model will need in a while, for what takes longer to come than a replica; nothing where a scaler does not look so far.</summary>
    /// <param name="model">Its index.</param>
    /// <param name="seconds">When, from now, at least 0.</param>
    LaterReplicas? Later(int model, double seconds) => null;
}
