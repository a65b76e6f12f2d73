using Krewe.Events;

namespace Krewe.Client.Admin;

/// <summary>An event of a stream.</summary>
/// <param name="Event">The event.</param>
/// <param name="Cursor">Where the stream can be taken up again after it.</param>
public sealed record FollowedEvent(ClusterEvent Event, string Cursor);
