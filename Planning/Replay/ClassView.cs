namespace Krewe.Planning.Replay;

/// <summary>What a scaler sees of one class of a model. Counters run from the beginning of the replay.</summary>
/// <param name="Arrived">Requests that have arrived.</param>
/// <param name="Answered">Requests that have left, dropped ones included.</param>
/// <param name="Late">Requests that were late or dropped, of those that have left.</param>
public sealed record ClassView(long Arrived, long Answered, long Late)
{
    /// <summary>Requests that have arrived and not left.</summary>
    public long Inside => Arrived - Answered;
}
