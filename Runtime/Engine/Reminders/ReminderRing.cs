using System.Text;
using Orleans.Runtime;

namespace Krewe.Runtime.Reminders;

/// <summary>
/// Which silo owns which hashes: a consistent ring, so that a silo that comes or goes moves its own share and no other. A silo has several
/// points on it; a point owns the hashes from the point before it, which is not part, to itself.
/// </summary>
internal sealed class ReminderRing
{
    private const int PointsPerSilo = 16;

    private readonly (uint Hash, SiloAddress Silo)[] _points;

    private ReminderRing((uint Hash, SiloAddress Silo)[] points) => _points = points;

    public static ReminderRing Empty { get; } = new([]);

    /// <summary>The ring of those silos; the same on every silo that sees the same ones.</summary>
    public static ReminderRing Of(IReadOnlyList<SiloAddress> silos) =>
        new([.. silos.SelectMany(PointsOf).OrderBy(point => point.Hash).ThenBy(point => point.Silo)]);

    /// <summary>The owner; null when there is no silo.</summary>
    public SiloAddress? OwnerOf(uint hash)
    {
        if (_points.Length == 0)
        {
            return null;
        }

        int low = 0, high = _points.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _points[middle].Hash < hash ? (middle + 1, high) : (low, middle);
        }

        return _points[low % _points.Length].Silo;
    }

    /// <summary>What a silo owns, neighbouring ranges joined; equal ends mean everything.</summary>
    public IReadOnlyList<(uint Begin, uint End)> RangesOf(SiloAddress silo)
    {
        if (Array.TrueForAll(_points, point => point.Silo == silo))
        {
            return _points.Length == 0 ? [] : [(0, 0)];
        }

        var first = Array.FindIndex(_points, point => point.Silo != silo); // somebody else's, so that no range is cut here
        var ranges = new List<(uint Begin, uint End)>();
        (uint Hash, SiloAddress Silo) before = _points[first];
        for (var step = 1; step <= _points.Length; step++)
        {
            var point = _points[(first + step) % _points.Length];
            if (point.Silo == silo && point.Hash != before.Hash)
            {
                if (ranges.Count > 0 && before.Silo == silo && ranges[^1].End == before.Hash)
                {
                    ranges[^1] = (ranges[^1].Begin, point.Hash);
                }
                else
                {
                    ranges.Add((before.Hash, point.Hash));
                }
            }

            before = point;
        }

        return ranges;
    }

    private static IEnumerable<(uint Hash, SiloAddress Silo)> PointsOf(SiloAddress silo) => Enumerable.Range(0, PointsPerSilo)
        .Select(number => (StableHash.Compute(Encoding.UTF8.GetBytes($"{silo.ToParsableString()}#{number}")), silo));
}
