namespace Krewe.Bench.Engine;

/// <summary>A row that is measured, with what Microsoft Orleans 10 gave on a machine of two cores.</summary>
/// <param name="Name">The way of the calls.</param>
/// <param name="Callers">How many at once.</param>
/// <param name="Rate">Calls a second on Orleans.</param>
/// <param name="MedianMicroseconds">The time of a call on Orleans.</param>
internal sealed record EnginePath(string Name, int Callers, double Rate, double MedianMicroseconds)
{
    /// <summary>Of Orleans' rate, what is asked at least.</summary>
    public const double LeastShare = 0.8;

    public const string OwnGrains = "within a silo, a grain a caller", OneGrain = "within a silo, all on one grain",
        Silos = "silo to silo, two processes, loopback", Client = "external client through a gateway";

    /// <summary>Of one idle activation on Orleans, in bytes.</summary>
    public const double IdleBytes = 1.76 * 1_024;

    public static IReadOnlyList<EnginePath> Within { get; } =
    [
        new(OwnGrains, 1, 385_000, 2.0), new(OwnGrains, 100, 700_000, 2.2), new(OneGrain, 100, 770_000, 72),
    ];

    public static IReadOnlyList<EnginePath> Between { get; } =
    [
        new(Silos, 1, 16_300, 54), new(Silos, 16, 113_000, 128), new(Silos, 100, 180_000, 500), new(Silos, 1_000, 173_000, 5_600),
    ];

    public static IReadOnlyList<EnginePath> Outside { get; } = [new(Client, 1, 17_400, 51), new(Client, 100, 185_000, 483)];

    /// <summary>Which of the grains a caller calls.</summary>
    public long GrainOf(int caller) => Name == OneGrain ? 0 : caller;
}
