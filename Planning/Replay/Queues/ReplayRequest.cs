namespace Krewe.Planning.Replay.Queues;

/// <summary>A request in a replay.</summary>
/// <param name="Arrived">When it arrived, in seconds.</param>
/// <param name="Class">Its class, as an index into <see cref="ReplayRules.Classes"/>; 0 where all are alike.</param>
internal readonly record struct ReplayRequest(double Arrived, int Class)
{
    /// <summary>When it was let into the queue, in seconds; only where there is a door.</summary>
    public double AdmittedAt { get; init; }

    /// <summary>The wait that was predicted for it then; zero where it was to begin at once, or nothing was predicted.</summary>
    public TimeSpan PredictedWait { get; init; }

    /// <summary>Until when it waits for a replica that is busy though another is free, in seconds; 0 where it never has.</summary>
    public double PatientUntil { get; init; }
}
