namespace Krewe.Conformance.Tests.Persistence;

[Collection(SharedCluster.Name)]
public sealed class MemoryStorageTests(ClusterFixture fixture) : PersistenceTests<IMemoryStoredGrain>(fixture);
