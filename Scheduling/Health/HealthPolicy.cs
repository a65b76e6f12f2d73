namespace Krewe.Scheduling.Health;

/// <summary>The limits by which health is judged; the defaults are what silos use.</summary>
public sealed record HealthPolicy
{
    /// <summary>The defaults.</summary>
    public static HealthPolicy Default { get; } = new();

    /// <summary>For how long answers may fail before work is moved away; default 2.5 s, so that three answers in a row do.</summary>
    public TimeSpan FailurePatience { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>For how long answers of a device are not believed after an error that says that it is gone; default 10 s. Drivers go on answering for a while.</summary>
    public TimeSpan Disbelief { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a device that has come back must answer before it takes work; default 5 s. Doubles with each return within <see cref="RelapseWindow"/>.</summary>
    public TimeSpan Probation { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest probation; default 5 min.</summary>
    public TimeSpan LongestProbation { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A device that is lost again within this time of a return relapses; default 10 min.</summary>
    public TimeSpan RelapseWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long clocks must be slowed before it counts, and how long not before it is over; default 5 s.</summary>
    public TimeSpan SlowdownPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a new uncorrectable memory error, by itself, keeps new work away; default 10 min.</summary>
    public TimeSpan ErrorMemory { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Errors that are older when they are first told say nothing of now; default 30 s.</summary>
    public TimeSpan OldestEvent { get; init; } = TimeSpan.FromSeconds(30);
}
