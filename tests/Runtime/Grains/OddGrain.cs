using Orleans;
using Orleans.Placement;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Grains;

[GrainType("test.odd"), RandomPlacement, OddSilos(0)]
public sealed class OddGrain(EventLog log, TimeProvider time, ILocalSiloDetails silo) : PlacedGrainBase(log, time, silo), IOddGrain;
