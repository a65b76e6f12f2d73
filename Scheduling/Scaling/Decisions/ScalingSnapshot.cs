using System.Collections.Immutable;

namespace Krewe.Scheduling.Scaling.Decisions;

/// <summary>Models that share places.</summary>
/// <param name="Models">The models.</param>
/// <param name="Places">Places that they share, in the unit of <see cref="ModelSnapshot.Size"/>: replicas, unless told otherwise.</param>
/// <param name="Free">Those that nobody holds.</param>
public sealed record ScalingSnapshot(ImmutableArray<ModelSnapshot> Models, int Places, int Free);
