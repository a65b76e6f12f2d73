using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Packing;

namespace Krewe.Bench.Placement;

/// <summary>Ours: each pod a placement request, on the transaction that a pool plans with. It knows of the workload what FGD knows, its shapes.</summary>
internal sealed class KrewePolicy : IPackingPolicy
{
    private const int LongestChain = 3;

    /// <summary>
    /// Nothing moves before so much of the GPUs is held: until then there is room for whatever comes, and moves are spent on differences that are hardly more than chance.
    /// Chosen on seeds 42 and 43 of default.
    /// </summary>
    private const double MovesFrom = 0.7;

    private readonly RepackingPlacer _placer;
    private readonly double _mostMoves;
    private readonly long _capacity;
    private long _held;
    private readonly Dictionary<OpenbPod, PlacementRequest> _requests = [];

    /// <param name="trace">Nodes and shapes.</param>
    /// <param name="options">How far it looks ahead.</param>
    /// <param name="migrate">Moves allowed at any time, as a share of the pods placed until then.</param>
    /// <param name="moveCost">What a move costs, in thousandths of a GPU.</param>
    public KrewePolicy(OpenbTrace trace, PackingOptions options, double migrate, double moveCost)
    {
        var mix = DemandMix.Of(trace.Pods.Select(pod => DemandShape.Of(Request(pod))));
        var hosts = Snapshot(trace);
        Options = PackingOrders.Choose(hosts, mix, options);
        if (migrate > 0)
        {
            // The best of thousands of chains is picked by the first look: the less chance is in it, the fewer moves for nothing. Deciding takes longer, which moving does anyway.
            Options = Options with { Futures = 2 * options.Futures, RoughFutures = 2 * options.RoughFutures, Shortlist = 2 * options.Shortlist };
        }

        _placer = new RepackingPlacer(new PlacementTransaction(hosts, new PlacementWeights(), mix, Options), moveCost);
        (_mostMoves, _capacity) = (migrate, trace.Capacity);
    }

    /// <summary>How it looks ahead, with the order of futures that suits the workload's shapes.</summary>
    public PackingOptions Options { get; }

    /// <summary>Pods that found a place.</summary>
    public int Placed { get; private set; }

    /// <summary>Pods that were moved, each time counted.</summary>
    public int Moves { get; private set; }

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

        var moves = _held < MovesFrom * _capacity ? 0 : (int)Math.Clamp((_mostMoves * Placed) - Moves, 0, LongestChain);
        if (_placer.Place(request, moves) is not { } placement)
        {
            return false;
        }

        Placed++;
        _held += pod.GpuTotal;
        Moves += placement.Moves.Length;
        return true;
    }

    public static HostCandidate Host(OpenbNode node) => new()
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
