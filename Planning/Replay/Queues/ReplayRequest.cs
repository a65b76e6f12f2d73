namespace Krewe.Planning.Replay.Queues;

/// <summary>A request in a replay.</summary>
/// <param name="Arrived">When it arrived, in seconds.</param>
/// <param name="Class">Its class, as an index into <see cref="ReplayRules.Classes"/>; 0 where all are alike.</param>
internal readonly record struct ReplayRequest(double Arrived, int Class);
