using System.Collections.Immutable;
using System.Globalization;
using Krewe.Scheduling.Placement;

namespace Krewe.Scheduling.Costs.Capacity;

/// <summary>
/// Buys machines for what lacks, one after the other: each time the kind that costs least for what it would hold. What a replica is worth is the least
/// that its share of a machine costs in any kind, so that large and small replicas can be added up (the greedy rule for covering with costs,
/// Chvatal 1979). A machine that would serve before anything that it is for is needed waits: it is counted, and not bought yet.
/// </summary>
internal sealed class MachineChooser
{
    private readonly IReadOnlyList<CapacityKind> _kinds;
    private readonly double _mostOfSpot;
    private readonly int[] _counts;
    private readonly ImmutableArray<double> _starts;
    private readonly Dictionary<string, double> _worth = new(StringComparer.Ordinal);

    public MachineChooser(CapacitySnapshot snapshot)
    {
        (_kinds, _mostOfSpot) = (snapshot.Kinds, snapshot.MostOfSpot);
        _counts = [.. _kinds.Select(kind => kind.Count)];
        _starts = [.. RoomFinder.Starts(snapshot.Needs)];
    }

    /// <summary>Whether something will be bought, and can wait until then.</summary>
    public bool Waits { get; private set; }

    /// <summary>Buys until nothing lacks, or nothing helps.</summary>
    /// <param name="lacks">What lacks; what is left in the end.</param>
    public List<CapacityPurchase> Buy(List<Lack> lacks)
    {
        var bought = new List<CapacityPurchase>();
        while (lacks.Count > 0 && Best(lacks) is { } best)
        {
            _counts[best.Kind]++;
            var ahead = AheadOf(_kinds[best.Kind]);
            if (lacks.Where((lack, i) => best.Placed[i] > 0 && lack.StartSeconds <= ahead).Any())
            {
                bought.Add(new CapacityPurchase(_kinds[best.Kind].Name, Why(best.Kind, lacks, best.Placed)));
            }
            else
            {
                Waits = true;
            }

            Take(lacks, best.Placed, _kinds[best.Kind].IsSpot);
        }

        return bought;
    }

    /// <summary>The cheapest kind of which one machine holds all that lacks; null for none.</summary>
    public CapacityKind? One(List<Lack> lacks) => Allowed(lacks)
        .Where(pair => !pair.Placed.Where((placed, i) => placed < lacks[i].Replicas).Any())
        .OrderBy(pair => _kinds[pair.Kind].EffectivePrice)
        .Select(pair => _kinds[pair.Kind])
        .FirstOrDefault();

    /// <summary>Why nothing is bought for a need, kind by kind.</summary>
    public IEnumerable<string> WhyNot(Lack lack) => _kinds.Select((kind, i) =>
        !RoomFinder.Fits(kind, lack.Need) ? $"{kind.Name}: a replica does not fit on an empty machine"
        : kind.IsPaused ? $"{kind.Name}: none is bought now, for one was taken back or could not be had"
        : _counts[i] >= kind.Most ? string.Create(CultureInfo.InvariantCulture, $"{kind.Name}: there are {_counts[i]} of at most {kind.Most}")
        : $"{kind.Name}: no more replicas of the model may be on spot machines");

    /// <summary>Of the times by which needs are told apart, that of a kind: the shortest that is not shorter than its start.</summary>
    private double AheadOf(CapacityKind kind) => _starts.Where(start => start >= kind.StartSeconds).DefaultIfEmpty(double.PositiveInfinity).First();

    private (int Kind, int[] Placed)? Best(List<Lack> lacks)
    {
        (int Kind, int[] Placed)? best = null;
        var (least, most) = (double.PositiveInfinity, 0.0);
        foreach (var (kind, placed) in Allowed(lacks))
        {
            var worth = placed.Select((count, i) => count * WorthOf(lacks[i].Need)).Sum();
            var ratio = _kinds[kind].EffectivePrice / worth;
            if (ratio < least - 1e-9 || (ratio < least + 1e-9 && worth > most + 1e-9))
            {
                (best, least, most) = ((kind, placed), ratio, worth);
            }
        }

        return best;
    }

    /// <summary>Kinds of which one more may be bought and would hold something. A spot kind that has its part of all spot machines waits while another one can do it.</summary>
    private List<(int Kind, int[] Placed)> Allowed(List<Lack> lacks)
    {
        List<(int Kind, int[] Placed)> able =
        [
            .. Enumerable.Range(0, _kinds.Count)
                .Where(kind => !_kinds[kind].IsPaused && _counts[kind] < _kinds[kind].Most)
                .Select(kind => (kind, RoomFinder.Fill(_kinds[kind], lacks)))
                .Where(pair => pair.Item2.Any(count => count > 0)),
        ];
        var spot = 1 + Enumerable.Range(0, _kinds.Count).Where(kind => _kinds[kind].IsSpot).Sum(kind => _counts[kind]);
        bool HasItsPart(int kind) => _kinds[kind].IsSpot && _counts[kind] + 1 > Math.Max(1, Math.Ceiling(_mostOfSpot * spot));
        var free = able.Where(pair => !HasItsPart(pair.Kind)).ToList();
        return free.Any(pair => _kinds[pair.Kind].IsSpot) ? free : able;
    }

    private static void Take(List<Lack> lacks, int[] placed, bool onSpot)
    {
        for (var i = lacks.Count - 1; i >= 0; i--)
        {
            var left = lacks[i].Replicas - placed[i];
            if (left == 0)
            {
                lacks.RemoveAt(i);
            }
            else
            {
                lacks[i] = lacks[i] with { Replicas = left, OnSpot = Math.Min(left, lacks[i].OnSpot - (onSpot ? placed[i] : 0)) };
            }
        }
    }

    private double WorthOf(CapacityNeed need)
    {
        if (!_worth.TryGetValue(need.Request.Model, out var worth))
        {
            _worth[need.Request.Model] = worth = _kinds.Where(kind => RoomFinder.Fits(kind, need)).Min(kind => PriceOf(kind) * ShareOf(kind.Template, need.Request));
        }

        return worth;
    }

    // Where nothing has a price all machines cost the same.
    private double PriceOf(CapacityKind kind) => _kinds.Any(one => one.Price.PerHour > 0) ? Math.Max(kind.Price.PerHour, 1e-6) : 1;

    private static double ShareOf(HostCandidate machine, PlacementRequest request)
    {
        var share = Math.Max(Part(request.CpuMillicores, machine.CpuTotalMillicores), Part(request.MemoryBytes, machine.MemoryTotalBytes));
        if (request.Devices is { } devices)
        {
            share = Math.Max(share, Part((double)devices.Count * devices.ComputeThousandths, 1_000.0 * machine.Devices.Length));
            share = Math.Max(share, Part((double)devices.Count * devices.MemoryBytes, machine.Devices.Sum(device => (double)device.MemoryTotalBytes)));
        }

        return Math.Max(share, 1e-6);
    }

    private static double Part(double part, double whole) => whole > 0 ? part / whole : 0;

    private string Why(int kind, List<Lack> lacks, int[] placed)
    {
        var held = lacks.Select((lack, i) => (lack.Need.Request.Model, Placed: placed[i], lack.IsLater)).Where(pair => pair.Placed > 0)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Placed} of {pair.Model}{(pair.IsLater ? " that will be needed when it serves" : "")}"));
        return string.Create(CultureInfo.InvariantCulture, $"without room, and cheapest on {_kinds[kind].Name} at {_kinds[kind].EffectivePrice:0.###} an hour: {string.Join(", ", held)}");
    }
}
