using Krewe.Scheduling.Queueing.Admission;

namespace Krewe.Planning.Replay.Queues;

/// <summary>What a cluster would have learned of a model's executions, where they take as long as the rules say.</summary>
internal sealed class UsualTimes(ReplayRules rules)
{
    private readonly double _typical = rules.Service.Quantile(0.5);
    private readonly double _cautious = rules.Service.Quantile(0.9);
    private readonly double _least = rules.Service.Quantile(0.05);

    /// <summary>The same on a replica that is faster, or slower.</summary>
    /// <param name="speed">By what executions are shorter there.</param>
    public ServiceTimeEstimate At(double speed) => new(QueueTime.Span(_typical / speed), QueueTime.Span(_cautious / speed));

    /// <summary>What few executions fall short of.</summary>
    /// <param name="speed">By what executions are shorter where they are shortest.</param>
    public TimeSpan LeastAt(double speed) => QueueTime.Span(_least / speed);
}
