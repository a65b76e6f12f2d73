namespace Krewe.Planning.Simulations;

/// <summary>Who decides on replicas in a simulation.</summary>
public enum SimulatedPolicy
{
    /// <summary>Krewe's scaler, with its forecast, as it runs in a cluster.</summary>
    Ours,

    /// <summary>The Horizontal Pod Autoscaler: 70 % of utilization, 300 s of stabilization.</summary>
    Hpa,

    /// <summary>Knative's: 0.8 concurrent requests of a replica.</summary>
    Kpa,

    /// <summary>The replicas with which the models begin.</summary>
    Fixed,
}
