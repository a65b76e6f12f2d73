using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Activations;

/// <summary>What an activation needs only when it ends or hangs. Guarded by its lock.</summary>
internal sealed class ActivationDeparture
{
    public DeactivationReason Reason { get; set; }

    /// <summary>Of the deactivation.</summary>
    public TimeBudget? Budget { get; set; }

    /// <summary>Runs for code that may still heed its token.</summary>
    public ITimer? Grace { get; set; }

    /// <summary>What was hanging when the grace began.</summary>
    public ActivationState GraceFor { get; set; }

    public Dictionary<string, object>? MoveContext { get; set; }

    /// <summary>Where it goes, when that has been chosen already.</summary>
    public SiloAddress? MoveTarget { get; set; }
}
