namespace Krewe.Backends;

/// <summary>A line that a model server wrote.</summary>
/// <param name="Sequence">Grows by one with each line of the replica, over restarts.</param>
/// <param name="At">When it was read.</param>
/// <param name="Stream"><c>out</c>, <c>err</c>, or <c>krewe</c> for the silo's own remarks.</param>
/// <param name="Text">The line, at most 4 KiB.</param>
[GenerateSerializer, Immutable, Alias("krewe.LogLine")]
public sealed record LogLine(
    long Sequence,
    DateTimeOffset At,
    string Stream,
    string Text);
