using System.Collections.Immutable;
using Krewe.Devices;

namespace Krewe.Silo.Devices;

/// <summary>Measures devices of one kind. Called by the poller only, one call at a time.</summary>
internal interface IDeviceProvider
{
    ImmutableArray<DeviceObservation> Measure();
}
