namespace Krewe.Storage.Events;

/// <summary>How far a group is behind its log.</summary>
/// <param name="Unacknowledged">Events that it has not acknowledged.</param>
/// <param name="OldestAge">How long ago the oldest of them was appended, by the log's clock; zero for none.</param>
public sealed record EventLogLag(long Unacknowledged, TimeSpan OldestAge);
