using System.Collections.Immutable;

namespace Krewe.Storage.Events;

/// <summary>Events that one consumer has for the time of its lease.</summary>
/// <param name="Group">The group.</param>
/// <param name="Token">Proves that they are its own.</param>
/// <param name="Events">The events by number; may be empty.</param>
public sealed record EventClaim(string Group, Guid Token, ImmutableArray<LoggedEvent> Events);
