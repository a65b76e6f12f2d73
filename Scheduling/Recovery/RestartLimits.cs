namespace Krewe.Scheduling.Recovery;

/// <summary>How fast a crashed process comes back.</summary>
public sealed record RestartLimits
{
    /// <summary>Delay before the second restart in a row; doubled for each further one. Positive; default 250 ms.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest delay; not below <see cref="FirstDelay"/>; default 30 s.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A process that ran this long before it crashed starts a new row; positive; default 60 s.</summary>
    public TimeSpan HealthyAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Up to this share is taken off each delay at random, 0 to 1; default 0.1.</summary>
    public double JitterRatio { get; init; } = 0.1;

    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FirstDelay, TimeSpan.Zero, nameof(FirstDelay));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDelay, FirstDelay, nameof(MaxDelay));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HealthyAfter, TimeSpan.Zero, nameof(HealthyAfter));
        if (!(JitterRatio >= 0 && JitterRatio <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(JitterRatio), JitterRatio, "The jitter ratio lies between 0 and 1.");
        }
    }
}
