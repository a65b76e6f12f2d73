using System.Collections.Immutable;

namespace Krewe.Devices;

/// <summary>One device: telemetry and health. Key: <see cref="Naming.DeviceKey"/>.</summary>
[Alias("krewe.IDeviceGrain")]
public interface IDeviceGrain : IGrainWithStringKey
{
    /// <summary>Takes over a measurement and the highest epoch that its host granted on it; gives what the device is now.</summary>
    /// <param name="observation">The measurement.</param>
    /// <param name="epoch">The host's highest epoch.</param>
    [Alias("observe")]
    Task<DeviceView> ObserveAsync(DeviceObservation observation, long epoch);

    /// <summary>The host did not see the device: it is lost until it is measured again.</summary>
    [Alias("missing")]
    Task<DeviceView?> MissingAsync();

    /// <summary>Forgets the faults that stay until a reset shows: an operator says that the device was repaired, or that it serves all the same. Can be repeated.</summary>
    /// <returns>What was forgotten, and what is left; null when the device was never measured.</returns>
    [Alias("clear")]
    Task<DeviceClearing?> ClearAsync();

    /// <summary>The seconds that are kept, oldest first; at most two minutes.</summary>
    [Alias("window")]
    Task<ImmutableArray<DevicePoint>> GetWindowAsync();

    /// <summary>What the device is; null when it was never measured.</summary>
    [Alias("get")]
    Task<DeviceView?> GetAsync();
}
