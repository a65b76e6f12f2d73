using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement;

/// <summary>Counts each violated constraint over all hosts and says it in words.</summary>
internal static class ObstacleWriter
{
    private const int Examples = 3;

    public static ImmutableArray<PlacementObstacle> Write(IReadOnlyList<HostFit> fits, PlacementRequest request)
    {
        if (fits.Count == 0)
        {
            return [new PlacementObstacle(PlacementConstraint.NoHosts, 0, "hosts: there are none to place on")];
        }

        return
        [
            .. fits
                .SelectMany(fit => fit.Violations.Select(violation => (fit.Host, violation.Constraint, violation.Available)))
                .GroupBy(found => found.Constraint)
                .OrderBy(group => group.Key)
                .Select(group => Write(group.Key, [.. group.Select(found => (found.Host, found.Available))], fits, request)),
        ];
    }

    private static PlacementObstacle Write(
        PlacementConstraint constraint, List<(HostCandidate Host, long Available)> excluded, IReadOnlyList<HostFit> fits, PlacementRequest request)
    {
        var text = Text(constraint, request, excluded);
        var all = fits.Sum(fit => fit.Host.Devices.Length);
        if (request.Devices is not { } need || all == 0)
        {
            return new PlacementObstacle(constraint, excluded.Count, text);
        }

        var devices = constraint switch
        {
            PlacementConstraint.DeviceClass => Count(fits, device => !need.Accepts(device)),
            PlacementConstraint.DeviceCondition => Count(fits, device => need.Accepts(device) && device.Condition != DeviceCondition.Healthy),
            PlacementConstraint.DeviceMemory => Count(fits, device => need.Accepts(device) && device.MemoryFreeBytes < need.MemoryBytes),
            PlacementConstraint.DeviceCompute => Count(fits, device => need.Accepts(device) && device.ComputeFreeThousandths < need.ComputeThousandths),
            PlacementConstraint.DeviceCombination => excluded.Sum(found => found.Host.Devices.Count(device => need.Accepts(device) && !HostFitter.Meets(need, device))),
            _ => excluded.Sum(found => found.Host.Devices.Count(need.Accepts)),
        };
        return new PlacementObstacle(constraint, excluded.Count, $"{text}; excludes {devices} of {ResourceText.Count(all, "device", "devices")}") { ExcludedDevices = devices };
    }

    private static int Count(IReadOnlyList<HostFit> fits, Func<DeviceCandidate, bool> excluded) => fits.Sum(fit => fit.Host.Devices.Count(excluded));

    private static string Text(PlacementConstraint constraint, PlacementRequest request, List<(HostCandidate Host, long Available)> excluded)
    {
        var best = excluded[0];
        foreach (var found in excluded)
        {
            best = found.Available > best.Available ? found : best;
        }

        var hosts = ResourceText.Count(excluded.Count, "host", "hosts");
        var (have, are) = excluded.Count == 1 ? ("has", "is") : ("have", "are");
        var on = $"on host {best.Host.Name}";
        var need = request.Devices;
        return constraint switch
        {
            PlacementConstraint.Availability =>
                $"availability: {hosts} {are} not active ({Some(excluded, host => $"{host.Name} is {Lower(host.Availability)}")})",
            PlacementConstraint.Region =>
                $"region: needs {Or(request.AllowedRegions)}, {hosts} {are} elsewhere ({Some(excluded, host => $"{host.Name} in {host.Region}")})",
            PlacementConstraint.Zone =>
                $"zone: needs {Or(request.AllowedZones)}, {hosts} {are} elsewhere ({Some(excluded, host => $"{host.Name} in {(host.Zone.Length == 0 ? "none" : host.Zone)}")})",
            PlacementConstraint.Host =>
                $"host: needs {Or(request.AllowedHosts)}, {hosts} {are} not among them ({Some(excluded, host => host.Name)})",
            PlacementConstraint.Spread =>
                $"spread: at most one replica on a host, {hosts} {have} one already ({Some(excluded, host => host.Name)})",
            PlacementConstraint.Cpu =>
                $"cpu: needs {ResourceText.Cores(request.CpuMillicores, up: true)}, {hosts} {have} less free (most: {ResourceText.Cores(best.Available, up: false)} {on})",
            PlacementConstraint.Memory =>
                $"memory: needs {ResourceText.Bytes(request.MemoryBytes, up: true)}, {hosts} {have} less free (most: {ResourceText.Bytes(best.Available, up: false)} {on})",
            PlacementConstraint.DeviceClass =>
                $"devices: needs {Devices(need!)}{ClassText(need!)}, {hosts} {have} fewer (most: {best.Available} {on})",
            PlacementConstraint.DeviceCondition =>
                $"device health: needs {need!.Count} healthy, {hosts} {have} fewer (most: {best.Available} {on})",
            PlacementConstraint.DeviceMemory =>
                $"device memory: needs {ResourceText.Bytes(need!.MemoryBytes, up: true)} on {Devices(need)}, {hosts} {have} less free (most: {ResourceText.Bytes(best.Available, up: false)} {on})",
            PlacementConstraint.DeviceCompute =>
                $"device compute: needs {ResourceText.Compute(need!.ComputeThousandths)} on {Devices(need)}, {hosts} {have} less free (most: {ResourceText.Compute(best.Available)} {on})",
            PlacementConstraint.DeviceCombination =>
                $"devices: needs {need!.Count} with health, memory and compute together, {hosts} {have} fewer (most: {best.Available} {on})",
            _ => throw new ArgumentOutOfRangeException(nameof(constraint), constraint, "A host cannot violate this constraint."),
        };
    }

    private static string Devices(DeviceRequirement need) => ResourceText.Count(need.Count, "device", "devices");

    private static string ClassText(DeviceRequirement need) => need.Classes.IsEmpty ? "" : $" of class {Or(need.Classes)}";

    private static string Or(ImmutableArray<string> names) => string.Join(" or ", names);

    private static string Lower(HostAvailability availability) => availability.ToString().ToLowerInvariant();

    private static string Some(List<(HostCandidate Host, long Available)> excluded, Func<HostCandidate, string> say)
    {
        var said = string.Join(", ", excluded.Take(Examples).Select(found => say(found.Host)));
        return excluded.Count > Examples ? $"{said}, ..." : said;
    }
}
