using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Packing;

namespace Krewe.Bench.Placement;

/// <summary>Ours: each pod a placement request, on the transaction that a pool plans with. It knows of the workload what FGD knows, its shapes.</summary>
internal sealed class KrewePolicy : IPackingPolicy
{
    private readonly PlacementTransaction _transaction;
    private readonly Dictionary<OpenbPod, PlacementRequest> _requests = [];

    public KrewePolicy(OpenbTrace trace, PackingOptions options) =>
        _transaction = new PlacementTransaction(Snapshot(trace), new PlacementWeights(), DemandMix.Of(trace.Pods.Select(pod => DemandShape.Of(Request(pod)))), options);

    public static PlacementSnapshot Snapshot(OpenbTrace trace) => new(trace.Nodes.Select(Host));

    public static PlacementRequest Request(OpenbPod pod) => new()
    {
        ReplicaId = "pod",
        Model = "pod",
        CpuMillicores = pod.Cpu,
        MemoryBytes = (long)pod.MemoryMiB << 20,
        Devices = pod.Gpus == 0 ? null : new DeviceRequirement { Count = pod.Gpus, Classes = pod.Models, ComputeThousandths = pod.GpuMilli },
    };

    public bool Place(OpenbPod pod)
    {
        if (!_requests.TryGetValue(pod, out var request))
        {
            request = Request(pod);
            _requests.Add(pod, request);
        }

        return _transaction.TryPlace(request) is not null;
    }

    private static HostCandidate Host(OpenbNode node) => new()
    {
        Name = node.Name,
        Region = "local",
        CpuTotalMillicores = node.Cpu,
        CpuFreeMillicores = node.Cpu,
        MemoryTotalBytes = (long)node.MemoryMiB << 20,
        MemoryFreeBytes = (long)node.MemoryMiB << 20,
        Devices =
        [
            .. Enumerable.Range(0, node.Gpus).Select(at => new DeviceCandidate
            {
                Id = $"{at}",
                DeviceClass = node.Model,
                MemoryTotalBytes = 0,
                MemoryFreeBytes = 0,
            }),
        ],
    };
}
