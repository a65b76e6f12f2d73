using System.Collections.Immutable;

namespace Krewe.Scheduling.Queueing.Admission;

/// <summary>What admission is decided on.</summary>
public sealed record AdmissionSnapshot
{
    /// <summary>Waiting entries that come before, by effective rank, index 0 the most important.</summary>
    public required ImmutableArray<int> WaitingByRank { get; init; }

    /// <summary>Slots of all ready replicas; not negative. 0 means that nothing can be predicted yet.</summary>
    public required int Slots { get; init; }

    /// <summary>
    /// Expected remaining time of each busy slot; negative (overdue) counts as zero. Of more entries than
    /// <see cref="Slots"/>, the latest are those that hold a slot.
    /// </summary>
    public ImmutableArray<TimeSpan> BusyRemaining { get; init; } = [];

    /// <summary>
    /// Share of the slots at which those that wait before drain, above 0 to 1: what the classes above take of the slots meanwhile does not
    /// drain them. Default 1.
    /// </summary>
    public double DrainShare { get; init; } = 1;

    /// <summary>By what waits of this rank exceed their prediction at times; at least 1, default 1. See <see cref="WaitCalibration"/>.</summary>
    public double WaitFactor { get; init; } = 1;

    /// <summary>Expected service time; null while none is known.</summary>
    public ServiceTimeEstimate? ServiceTime { get; init; }
}
