using System.Collections.Immutable;

namespace Krewe.Backends;

/// <summary>Lines of a model server's log, oldest first.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="Last">The sequence to continue after.</param>
/// <param name="Missed">Lines that were asked for and are no longer kept.</param>
[GenerateSerializer, Immutable, Alias("krewe.LogPage")]
public sealed record LogPage(
    ImmutableArray<LogLine> Lines,
    long Last,
    long Missed);
