using System.Collections.Immutable;
using Krewe.Hosts;
using Krewe.Scheduling.Placement;
using Krewe.Specs;

namespace Krewe.Grains.Migrations;

/// <summary>A place that is there when others have stopped.</summary>
/// <param name="Placed">The place.</param>
/// <param name="Stopped">What must stop before.</param>
/// <param name="MostImportant">The class of the most important of them.</param>
internal sealed record RoomMade(PlacementDecision.Placed Placed, ImmutableArray<Lease> Stopped, ServiceClass MostImportant);
