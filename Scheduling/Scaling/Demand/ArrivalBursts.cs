namespace Krewe.Scheduling.Scaling.Demand;

/// <summary>
/// How arrivals gather within a minute: most of the time they come as a Poisson process, and now and then in bursts in which several times as many come
/// (a Poisson process modulated by two states: Heffes, Lucantoni 1986). What a minute's count does not show, queues do. With the rate of a model the number of
/// those who ask changes, more than what each does: variance over mean of what comes stays, so bursts are the shorter and rarer the more come (<see cref="At"/>).
/// </summary>
/// <param name="Share">The share of time that is spent in bursts at one request each second, at least 0; 0 for arrivals as Poisson.</param>
/// <param name="Seconds">How long a burst takes on average at one request each second, in seconds, above 0.</param>
/// <param name="Size">How much more comes in a burst: 1 for twice as much as else. Above 0.</param>
public readonly record struct ArrivalBursts(double Share, double Seconds, double Size)
{
    /// <summary>The largest share at any rate.</summary>
    public const double MostShare = 0.25;

    // Chains are built for one kind of bursts: neighbours share them.
    private const double Grain = 1.2;
    private const double LeastShare = 0.001;

    /// <summary>None: arrivals as Poisson.</summary>
    public static ArrivalBursts None { get; } = new(0, 1, 1);

    /// <summary>Whether all values are within their ranges.</summary>
    public bool IsValid => Share >= 0 && Seconds > 0 && Size > 0 && double.IsFinite(Share) && double.IsFinite(Seconds) && double.IsFinite(Size);

    /// <summary>Of those measured at a rate.</summary>
    /// <param name="share">The share of time that is spent in bursts, at least 0.</param>
    /// <param name="seconds">How long a burst takes on average, in seconds, above 0.</param>
    /// <param name="size">How much more comes in a burst, above 0.</param>
    /// <param name="rate">Requests each second, above 0.</param>
    public static ArrivalBursts MeasuredAt(double share, double seconds, double size, double rate) => new(share * Math.Sqrt(rate), seconds * Math.Sqrt(rate), size);

    /// <summary>The share of time and the mean length at a rate.</summary>
    /// <param name="rate">Requests each second, above 0.</param>
    public (double Share, double Seconds) At(double rate) => (Math.Min(MostShare, Share / Math.Sqrt(rate)), Seconds / Math.Sqrt(rate));

    /// <summary>Whether others are so near that it makes no difference.</summary>
    /// <param name="other">The others.</param>
    public bool IsLike(ArrivalBursts other) => Share < LeastShare || other.Share < LeastShare
        ? Math.Max(Share, other.Share) < LeastShare
        : IsNear(Share, other.Share) && IsNear(Seconds, other.Seconds) && IsNear(Size, other.Size);

    /// <summary>The same, in steps of a fifth.</summary>
    public ArrivalBursts Rounded() => Share < LeastShare ? None : new ArrivalBursts(Round(Share), Round(Seconds), Round(Size));

    private static bool IsNear(double one, double other) => Math.Abs(Math.Log(one / other)) < 0.8 * Math.Log(Grain);

    private static double Round(double value) => Math.Pow(Grain, Math.Round(Math.Log(value) / Math.Log(Grain)));
}
