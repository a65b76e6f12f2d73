namespace Krewe.Scheduling.Scaling.Decisions;

/// <summary>Why a model has the target that it has.</summary>
public enum ScalingReason
{
    /// <summary>It has what is best for all.</summary>
    Enough,

    /// <summary>More are expected to be late than is tolerated.</summary>
    ForecastDemand,

    /// <summary>More requests wait than its replicas answer within the objective.</summary>
    QueueGrowth,

    /// <summary>Places that nobody wants more were free.</summary>
    SparePlaces,

    /// <summary>There are not enough places: others gain more by them.</summary>
    Scarcity,

    /// <summary>Fewer keep the tolerance.</summary>
    LessDemand,

    /// <summary>Fewer would do, but not for long enough yet.</summary>
    Stabilizing,

    /// <summary>Its limits allow no fewer.</summary>
    LowerLimit,

    /// <summary>Its limits allow no more.</summary>
    UpperLimit,

    /// <summary>A change is under way that must end first.</summary>
    Held,

    /// <summary>Nobody has asked for long, and nobody is expected.</summary>
    ToZero,

    /// <summary>Somebody asks while it has no replica.</summary>
    FromZero,

    /// <summary>Somebody is expected by the time at which a replica would serve.</summary>
    Prewarm,
}
