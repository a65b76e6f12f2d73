namespace Krewe.Scheduling.Queueing.Admission;

/// <summary>Why a request was admitted or refused.</summary>
public enum AdmissionReason
{
    /// <summary>Admitted: predicted to finish by its deadline.</summary>
    DeadlineHolds = 0,

    /// <summary>Admitted: no service time or no slot is known, so nothing can be predicted.</summary>
    NoEstimate = 1,

    /// <summary>Admitted: would start at once; the execution corrects an estimate that says it is too slow.</summary>
    Probe = 2,

    /// <summary>Refused: the deadline has already come.</summary>
    DeadlinePassed = 3,

    /// <summary>Refused: the queue ahead takes too long; the same request can hold its deadline later.</summary>
    QueueTooLong = 4,

    /// <summary>Refused: one execution alone takes longer than the deadline leaves; waiting does not help.</summary>
    ServiceTooLong = 5,
}
