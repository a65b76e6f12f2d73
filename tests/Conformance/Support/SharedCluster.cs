namespace Krewe.Conformance.Tests.Support;

/// <summary>The tests that need no cluster of their own: each uses grains that no other one uses.</summary>
[CollectionDefinition(Name)]
public sealed class SharedCluster : ICollectionFixture<ClusterFixture>
{
    public const string Name = "shared cluster";
}
