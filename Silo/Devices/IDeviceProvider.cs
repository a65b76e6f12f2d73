using System.Collections.Immutable;
using Krewe.Devices;

namespace Krewe.Silo.Devices;

/// <summary>
/// Measures devices of one kind. Another vendor's accelerator is one more class that implements this and is registered beside the others.
/// Called by the poller only, one call at a time; a call never waits for a device: what can hang runs on a thread of the provider's own.
/// </summary>
internal interface IDeviceProvider
{
    /// <summary>Raised, from any thread, when the next look should not wait for the next second: a device came, went or reported an error.</summary>
    event Action? Changed;

    /// <summary>Completes when the first look is through, or cannot be made. The silo waits for it a while, so that it is not without its devices at first.</summary>
    Task FirstLook => Task.CompletedTask;

    /// <summary>What is worth a line when the silo starts; null for nothing.</summary>
    string? Remark => null;

    /// <summary>
    /// All devices of the kind that are there now. One that does not answer stays in the list with how it answers; one that is not in the
    /// list any more is lost to its host.
    /// </summary>
    ImmutableArray<DeviceObservation> Measure();
}
