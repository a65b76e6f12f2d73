using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement;

/// <summary>The host that comes nearest, and all that must change before it fits; the changes together are enough.</summary>
/// <param name="Host">The host.</param>
/// <param name="Changes">The changes.</param>
/// <param name="Text">For people, such as <c>would fit host a if memory were 2.5 GiB or 1.5 GiB more were free</c>.</param>
public sealed record NearestFit(string Host, ImmutableArray<RequiredChange> Changes, string Text);
