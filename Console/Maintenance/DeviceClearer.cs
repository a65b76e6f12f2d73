using Krewe.Commands.Application;
using Krewe.Commands.Output;
using Krewe.Devices;

namespace Krewe.Commands.Maintenance;

/// <summary>Clears the faults of a device, and says what is left of them.</summary>
internal static class DeviceClearer
{
    public static async Task<int> RunAsync(Call call, MaintenanceTarget target, CancellationToken cancellationToken)
    {
        var result = await call.AskAsync("what becomes of " + target, limited => call.Silo.ClearDeviceAsync(target.Host, target.Device!, limited), cancellationToken);
        var output = call.Surroundings.Output;
        if (!StructuredOutput.TryWrite(output, call.Format, result))
        {
            foreach (var fault in result.Cleared)
            {
                output.WriteLine($"cleared: {fault}");
            }

            output.WriteLine($"{target} {(result.Cleared.IsEmpty ? "had no fault to clear, and is" : "is now")} {result.Health.ToString().ToLowerInvariant()}");
            foreach (var reason in result.Reasons)
            {
                output.WriteLine($"  - {reason}");
            }
        }

        return result.Health is DeviceHealth.Healthy or DeviceHealth.Returned ? ExitCode.Done : ExitCode.Refused;
    }
}
