using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Solving;

/// <summary>Whether each replica may be where it is, whatever else there is.</summary>
internal static class PlaceAudit
{
    public static IEnumerable<string> Check(AuditedReplica one)
    {
        var (replica, model, host) = (one.Replica, one.Model, one.Host);
        if (one.Demand.Region.Length > 0 && host.Region != one.Demand.Region)
        {
            yield return $"{replica}: the host is in region {host.Region}";
        }

        if (!model.AllowedRegions.IsEmpty && !model.AllowedRegions.Contains(host.Region))
        {
            yield return $"{replica}: region {host.Region} is not allowed";
        }

        if (host.Pool != model.Pool)
        {
            yield return $"{replica}: pool '{host.Pool}' instead of '{model.Pool}'";
        }

        if (!model.AllowSpot && host.Price.Terms == PriceTerms.Spot)
        {
            yield return $"{replica}: the host can be taken back";
        }

        if (host.Availability != HostAvailability.Active && !(one.Stays && host.Availability == HostAvailability.Cordoned))
        {
            yield return $"{replica}: the host is {host.Availability}";
        }

        if (one.Shape is { } shape)
        {
            foreach (var problem in CheckShape(one, shape))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<string> CheckShape(AuditedReplica one, ModelShape shape)
    {
        var (replica, model, host) = (one.Replica, one.Model, one.Host);
        if (model.ObjectiveMilliseconds > 0 && shape.LatencyMilliseconds > model.ObjectiveMilliseconds)
        {
            yield return $"{replica}: the shape does not serve within the objective";
        }

        if (replica.Devices.Length != (shape.DeviceClass is null ? 0 : shape.DeviceCount) || replica.Devices.Distinct().Count() != replica.Devices.Length)
        {
            yield return $"{replica}: {replica.Devices.Length} devices";
        }

        var devices = replica.Devices.Select(id => host.Devices.FirstOrDefault(device => device.Id == id)).ToList();
        foreach (var device in devices)
        {
            var well = device?.Condition == DeviceCondition.Healthy || (one.Stays && device?.Condition is DeviceCondition.Degraded or DeviceCondition.Unknown);
            if (device is null || !well || device.DeviceClass != shape.DeviceClass || (device.MigSlices > 0) != (shape.MigSlices > 0)
                || (!model.AllowedClasses.IsEmpty && !model.AllowedClasses.Contains(device.DeviceClass)))
            {
                yield return $"{replica}: device {device?.Id} will not do";
            }
        }

        if (shape.Linked && shape.DeviceCount > 1 && devices.Select(device => device?.LinkDomain ?? "").Distinct().ToList() is not [{ Length: > 0 }])
        {
            yield return $"{replica}: the devices are not linked";
        }
    }
}
