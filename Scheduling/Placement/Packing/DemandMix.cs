using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement.Packing;

/// <summary>
/// What is expected to ask for room next: shapes with their popularity. From it follows what a host's free room is worth. The
/// order in which shapes were counted does not show.
/// </summary>
public sealed record DemandMix
{
    private DemandMix(ImmutableArray<(DemandShape Shape, double Weight)> shapes) => Shapes = shapes;

    /// <summary>Nothing is known of what comes.</summary>
    public static DemandMix Unknown { get; } = new([]);

    /// <summary>The shapes, each once, by popularity, and their weights, above 0.</summary>
    public ImmutableArray<(DemandShape Shape, double Weight)> Shapes { get; }

    /// <summary>Counts shapes.</summary>
    /// <param name="shapes">Shapes with their weights; a shape may come several times.</param>
    /// <returns>The mix.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A weight is not a number of at least 0.</exception>
    public static DemandMix Of(IEnumerable<(DemandShape Shape, double Weight)> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        var counted = new SortedDictionary<string, (DemandShape Shape, double Weight)>(StringComparer.Ordinal);
        foreach (var (shape, weight) in shapes)
        {
            if (!(weight >= 0 && double.IsFinite(weight)))
            {
                throw new ArgumentOutOfRangeException(nameof(shapes), weight, "A shape's weight is a number of at least 0.");
            }

            var key = shape.Key;
            counted[key] = (shape, weight + (counted.TryGetValue(key, out var before) ? before.Weight : 0));
        }

        // A stable sort: shapes of one weight stay in the order of their keys.
        return new([.. counted.Values.Where(entry => entry.Weight > 0).OrderByDescending(entry => entry.Weight)]);
    }

    /// <summary>Counts one of each.</summary>
    /// <param name="shapes">The shapes; a shape may come several times.</param>
    /// <returns>The mix.</returns>
    public static DemandMix Of(IEnumerable<DemandShape> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        return Of(shapes.Select(shape => (shape, 1.0)));
    }
}
