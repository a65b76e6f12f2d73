using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement;

/// <summary>
/// Finds the host with the smallest change: fewest changes that are a matter of policy or health, then the smallest sum of
/// missing shares, then by name. Where single devices fall short, the cheapest set of devices is named.
/// </summary>
internal static class NearestFitFinder
{
    public static NearestFit? Find(IReadOnlyList<HostFit> fits, PlacementRequest request)
    {
        (int Hard, double Gap, string Name, ImmutableArray<RequiredChange> Changes)? nearest = null;
        foreach (var fit in fits)
        {
            var changes = ChangesFor(fit, request);
            var (hard, gap) = (changes.Count(IsHard), changes.Sum(RelativeGap));
            if (nearest is not { } best || hard < best.Hard || (hard == best.Hard && gap < best.Gap))
            {
                nearest = (hard, gap, fit.Host.Name, changes);
            }
        }

        return nearest is { } found
            ? new NearestFit(found.Name, found.Changes, $"would fit host {found.Name} if {string.Join(" and ", found.Changes.Select(change => change.Text))}")
            : null;
    }

    private static bool IsHard(RequiredChange change) =>
        change.Constraint is not (PlacementConstraint.Cpu or PlacementConstraint.Memory or PlacementConstraint.DeviceMemory or PlacementConstraint.DeviceCompute);

    private static double RelativeGap(RequiredChange change) => (double)change.Missing / Math.Max(1, change.Requested);

    private static ImmutableArray<RequiredChange> ChangesFor(HostFit fit, PlacementRequest request)
    {
        var host = fit.Host;
        var changes = ImmutableArray.CreateBuilder<RequiredChange>();
        foreach (var (constraint, available) in fit.Violations)
        {
            if (ChangeForHost(host, request, constraint, available) is { } change)
            {
                changes.Add(change);
            }
        }

        if (request.Devices is { } need)
        {
            changes.AddRange(ChangesForDevices(host, need));
        }

        return changes.ToImmutable();
    }

    private static RequiredChange? ChangeForHost(HostCandidate host, PlacementRequest request, PlacementConstraint constraint, long available) =>
        constraint switch
        {
            PlacementConstraint.Availability => YesOrNo(constraint, null, $"it were active (it is {host.Availability.ToString().ToLowerInvariant()})"),
            PlacementConstraint.Region => YesOrNo(constraint, null, $"region {host.Region} were allowed"),
            PlacementConstraint.Zone => YesOrNo(constraint, null, host.Zone.Length == 0 ? "a host without zone were allowed" : $"zone {host.Zone} were allowed"),
            PlacementConstraint.Host => YesOrNo(constraint, null, $"host {host.Name} were allowed"),
            PlacementConstraint.Spread => YesOrNo(constraint, null, "a further replica on one host were allowed"),
            PlacementConstraint.Cpu => new RequiredChange(
                constraint, null, request.CpuMillicores, available, Amount("cpu", "", request.CpuMillicores, available, ResourceText.Cores)),
            PlacementConstraint.Memory => new RequiredChange(
                constraint, null, request.MemoryBytes, available, Amount("memory", "", request.MemoryBytes, available, ResourceText.Bytes)),
            _ => null,
        };

    private static IEnumerable<RequiredChange> ChangesForDevices(HostCandidate host, DeviceRequirement need)
    {
        var cheapest = host.Devices
            .Where(need.Accepts)
            .Select(device => ChangesForDevice(device, need).ToList())
            .OrderBy(changes => changes.Count(IsHard))
            .ThenBy(changes => changes.Sum(RelativeGap))
            .Take(need.Count)
            .ToList();
        if (cheapest.Count < need.Count)
        {
            var of = need.Classes.IsEmpty ? "" : $" of class {string.Join(" or ", need.Classes)}";
            var text = $"{ResourceText.Count(need.Count - cheapest.Count, "more device", "more devices")}{of} were there";
            yield return new RequiredChange(PlacementConstraint.DeviceClass, null, need.Count, cheapest.Count, text);
        }

        foreach (var change in cheapest.SelectMany(changes => changes))
        {
            yield return change;
        }
    }

    private static IEnumerable<RequiredChange> ChangesForDevice(DeviceCandidate device, DeviceRequirement need)
    {
        if (device.Condition != DeviceCondition.Healthy)
        {
            var text = $"device {device.Id} were healthy (it is {device.Condition.ToString().ToLowerInvariant()})";
            yield return YesOrNo(PlacementConstraint.DeviceCondition, device.Id, text);
        }

        if (device.MemoryFreeBytes < need.MemoryBytes)
        {
            var text = Amount("device memory", $" on device {device.Id}", need.MemoryBytes, device.MemoryFreeBytes, ResourceText.Bytes);
            yield return new RequiredChange(PlacementConstraint.DeviceMemory, device.Id, need.MemoryBytes, device.MemoryFreeBytes, text);
        }

        if (device.ComputeFreeThousandths < need.ComputeThousandths)
        {
            var text = Amount(
                "device compute", $" on device {device.Id}", need.ComputeThousandths, device.ComputeFreeThousandths, (amount, _) => ResourceText.Compute(amount));
            yield return new RequiredChange(PlacementConstraint.DeviceCompute, device.Id, need.ComputeThousandths, device.ComputeFreeThousandths, text);
        }
    }

    private static RequiredChange YesOrNo(PlacementConstraint constraint, string? device, string text) => new(constraint, device, 1, 0, text);

    private static string Amount(string what, string where, long asked, long available, Func<long, bool, string> say)
    {
        var missing = say(asked - available, true);
        return available > 0
            ? $"{what} were {say(available, false)} or {missing} more were free{where}"
            : $"{missing} more {what} were free{where}";
    }
}
