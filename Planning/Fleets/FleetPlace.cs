using Krewe.Scheduling.Placement;

namespace Krewe.Planning.Fleets;

/// <summary>The room of one replica on the machines of a fleet. Handed out by <see cref="FleetPlaces"/>, which moves it.</summary>
internal sealed class FleetPlace(int model, ReplicaAllocation allocation, double speed)
{
    /// <summary>The replica's model.</summary>
    public int Model => model;

    /// <summary>What it holds, or will hold once it has moved.</summary>
    public ReplicaAllocation Allocation { get; set; } = allocation;

    /// <summary>By what executions are shorter where it serves now.</summary>
    public double Speed { get; set; } = speed;
}
