namespace Krewe.Scheduling.Placement.Plans;

/// <summary>What a step of a plan does.</summary>
public enum PlanStepKind
{
    /// <summary>Starts a replica, or loads a warm copy. Done when it is ready; it holds its room from the beginning.</summary>
    Start = 0,

    /// <summary>Stops one. Done when it is gone and its room is free; it counts as not ready from the beginning.</summary>
    Stop = 1,
}
