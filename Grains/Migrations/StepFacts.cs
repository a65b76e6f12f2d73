using Krewe.Errors;

namespace Krewe.Grains.Migrations;

/// <summary>All that the next phase of a step hangs on.</summary>
/// <param name="Sighting">Its replica as the pool sees it.</param>
/// <param name="LoadWithin">How long it may take to become ready.</param>
/// <param name="DrainWithin">How long requests that it has may take to finish before it is stopped.</param>
/// <param name="Outstanding">How many requests its model has given it that have not ended; null when that is not known.</param>
/// <param name="Problem">What went wrong with it last; null when nothing did.</param>
/// <param name="IsPrepared">Whether what it loads is on its host: no place is asked for before.</param>
internal readonly record struct StepFacts(StepSighting Sighting, TimeSpan LoadWithin, TimeSpan DrainWithin, int? Outstanding = null, Problem? Problem = null, bool IsPrepared = true);
