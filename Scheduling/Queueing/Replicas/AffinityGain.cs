namespace Krewe.Scheduling.Queueing.Replicas;

/// <summary>
/// What it saves to execute a request where the one before with the same affinity key was: learned from both kinds, each beside what is usual on its
/// device, so that a fast device does not look like a warm cache. Older executions fade.
/// </summary>
public sealed class AffinityGain
{
    /// <summary>The saving that is reckoned with while too little is known: enough to try it, too little to wait long for it.</summary>
    public const double Presumed = 0.3;

    /// <summary>Nothing is reckoned to save more.</summary>
    public const double Most = 0.95;

    private const int MinSamples = 8;
    private const double Keep = 1 - (1 / 128.0);

    // One execution says as much as ten usual ones at most: a hung call is no cold cache.
    private const double MostOfOne = 10;
    private (double Sum, double Weight, int Count) _warm;
    private (double Sum, double Weight, int Count) _cold;

    /// <summary>Share of an execution that a warm replica saves, 0 to <see cref="Most"/>; null while too little is known.</summary>
    public double? Saving => _warm.Count < MinSamples || _cold.Count < MinSamples
        ? null
        : Math.Clamp(1 - (_warm.Sum / _warm.Weight / Math.Max(1e-9, _cold.Sum / _cold.Weight)), 0, Most);

    /// <summary>What an execution of a request with a key is expected to take.</summary>
    /// <param name="usual">What is usual on that device.</param>
    /// <param name="warm">Whether the one before with its key was executed there.</param>
    public TimeSpan TimeOf(TimeSpan usual, bool warm) => Saving switch
    {
        null => usual * (warm ? 1 - Presumed : 1),
        0 => usual, // what was executed where it had been was no faster: the key does not matter
        _ when warm => usual * (_warm.Sum / _warm.Weight),
        _ => usual * (_cold.Sum / _cold.Weight),
    };

    /// <summary>An execution of a request with an affinity key ended.</summary>
    /// <param name="warm">Whether the one before with its key was executed there.</param>
    /// <param name="serviceTime">What it took.</param>
    /// <param name="usual">What is usual on that device; nothing is learned where it is not positive.</param>
    public void Record(bool warm, TimeSpan serviceTime, TimeSpan usual)
    {
        if (usual <= TimeSpan.Zero)
        {
            return;
        }

        var ratio = Math.Clamp(serviceTime / usual, 0, MostOfOne);
        ref var kind = ref warm ? ref _warm : ref _cold;
        kind = ((kind.Sum * Keep) + ratio, (kind.Weight * Keep) + 1, Math.Min(MinSamples, kind.Count + 1));
    }
}
