using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Grains.Pools.Quotas;
using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Scheduling.Placement;
using Krewe.Specs;

namespace Krewe.Grains.Pools.Planning;

/// <summary>From a model's spec to what the placement code and the host's ledger ask for.</summary>
internal static class PlacementRequests
{
    /// <param name="spec">The model.</param>
    /// <param name="replica">The replica.</param>
    /// <param name="peerHosts">The host of each other replica of the model.</param>
    /// <param name="hosts">Those from which one is to be chosen: one that has the model's files is preferred. Null where that does not matter.</param>
    public static PlacementRequest From(ModelSpec spec, ReplicaId replica, IEnumerable<string> peerHosts, IEnumerable<HostView>? hosts = null) => new()
    {
        ReplicaId = replica.ToString(),
        Model = replica.Model.ToString(),
        CpuMillicores = Cpu(spec),
        MemoryBytes = Memory(spec),
        Devices = spec.Resources.Devices is { Count: > 0 } devices
            ? new DeviceRequirement
            {
                Count = devices.Count,
                Classes = devices.Classes,
                MemoryBytes = devices.MemoryBytes,
                ComputeThousandths = devices.ComputeThousandths,
            }
            : null,
        AllowedRegions = [spec.Region],
        Spread = SpreadRule.Prefer,
        PeerHosts = [.. peerHosts],
        WarmHosts = hosts is null ? [] : Planning.WarmHosts.Of(spec, hosts),
    };

    public static LeaseRequest Lease(ModelSpec spec, ReplicaId replica, ImmutableArray<string> devices, long epochAbove) => new()
    {
        Replica = replica,
        EpochAbove = epochAbove,
        CpuMillicores = Cpu(spec),
        MemoryBytes = Memory(spec),
        Devices = devices,
        DeviceMemoryBytes = devices.IsEmpty ? 0 : spec.Resources.Devices.MemoryBytes,
        DeviceComputeThousandths = devices.IsEmpty ? 0 : spec.Resources.Devices.ComputeThousandths,
    };

    /// <summary>Why a replica has no place: everything that stands in its way, and all that would have to change.</summary>
    public static Problem Explain(PlacementDecision decision, QuotaExcess? excess, ReplicaId replica)
    {
        var (obstacles, nearest) = decision is PlacementDecision.Refused refused ? (refused.Obstacles, refused.Nearest?.Text) : ([], null);
        return new()
        {
            Code = ErrorCodes.NotPlaced,
            Message = $"replica {replica} has no place: {string.Join("; ", [.. excess is null ? (string[])[] : [excess.Text], .. obstacles.Select(obstacle => obstacle.Text)])}",
            Where = replica.ToString(),
            Reasons = [.. excess is null ? (string[])[] : [excess.Reason], .. obstacles.Select(obstacle => $"{obstacle.Code}: {obstacle.Text}")],
            Next = excess is null ? nearest : nearest is null ? excess.Next : $"{excess.Next}; {nearest}",
        };
    }

    public static Problem ExplainNever(QuotaExcess excess, ModelSpec spec) => new()
    {
        Code = ErrorCodes.NotPlaced,
        Message = $"model {spec.GetKey()} can never be placed: {excess.Text}",
        Where = "resources",
        Reasons = [excess.Reason],
        Next = $"ask for less, or raise the quota: {excess.Next}",
    };

    public static Problem ExplainNever(PlacementDecision.Refused refused, ModelSpec spec, PoolKey pool) => new()
    {
        Code = ErrorCodes.NotPlaced,
        Message = $"model {spec.GetKey()} can never be placed: no host of pool {pool} would do even if it were empty and well: {string.Join("; ", refused.Obstacles.Select(obstacle => obstacle.Text))}",
        Where = "resources",
        Reasons = [.. refused.Obstacles.Select(obstacle => $"{obstacle.Code}: {obstacle.Text}")],
        Next = $"ask for less, name another pool, or apply it again when a larger host has joined; {refused.Nearest?.Text}",
    };

    /// <summary>A server by address runs elsewhere and takes nothing of the host.</summary>
    private static int Cpu(ModelSpec spec) => spec.Backend.Url is null ? spec.Resources.CpuMillicores : 0;

    private static long Memory(ModelSpec spec) => spec.Backend.Url is null ? spec.Resources.MemoryBytes : 0;
}
