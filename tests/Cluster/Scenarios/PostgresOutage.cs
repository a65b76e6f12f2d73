using Krewe.Cluster.Tests.Support;

namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>What was seen of one outage of PostgreSQL.</summary>
/// <param name="Write">The outcome of a write meanwhile.</param>
/// <param name="Placement">The outcome of the first call of a grain meanwhile.</param>
/// <param name="Served">How many calls active grains answered meanwhile.</param>
/// <param name="LoopFailures">The newest failure of each loop.</param>
internal sealed record PostgresOutage(Reply Write, Reply Placement, int Served, string[] LoopFailures);
