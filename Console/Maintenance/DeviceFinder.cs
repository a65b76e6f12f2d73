using Krewe.Commands.Application;
using Krewe.Errors;

namespace Krewe.Commands.Maintenance;

/// <summary>Devices are named <c>HOST/DEVICE</c>, or by the device alone where only one host has one of that name.</summary>
internal static class DeviceFinder
{
    public static async Task<MaintenanceTarget> FindAsync(Call call, string name, CancellationToken cancellationToken)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && slash < name.Length - 1)
        {
            return new MaintenanceTarget(name[..slash], name[(slash + 1)..]);
        }

        var devices = await call.AskAsync("the devices", limited => call.Silo.GetDevicesAsync(limited), cancellationToken);
        var found = devices.Where(device => device.Observation.Uuid == name).ToList();
        return found is [var one] ? new MaintenanceTarget(one.Host, name) : throw new KreweException(new Problem
        {
            Code = ErrorCodes.NotFound,
            Where = "DEVICE",
            Message = found.Count == 0 ? $"there is no device '{name}'" : $"several hosts have a device '{name}'; name one of them",
            Reasons = [.. found.Select(device => $"{device.Host}/{device.Observation.Uuid}")],
            Next = "krewe devices; devices are named HOST/DEVICE",
        });
    }
}
