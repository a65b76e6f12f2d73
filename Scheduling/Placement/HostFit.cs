using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement;

/// <summary>One host against one request: every violated constraint, or the devices to take.</summary>
internal sealed record HostFit(HostCandidate Host, ImmutableArray<Violation> Violations, ImmutableArray<DeviceCandidate> Devices)
{
    public bool Feasible => Violations.IsEmpty;
}
