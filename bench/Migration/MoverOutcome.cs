namespace Krewe.Bench.Migration;

/// <summary>What became of the moves of one window.</summary>
/// <param name="Ended">The migrations that were begun in it; all of them have ended.</param>
/// <param name="Seconds">From the first order to the last end.</param>
internal sealed record MoverOutcome(IReadOnlyList<Krewe.Migrations.Migration> Ended, double Seconds);
