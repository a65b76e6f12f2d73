namespace Krewe.Conformance.Tests.Silos;

/// <summary>The tests whose silos come and go: each has a cluster of its own, and they run beside those that share one.</summary>
[CollectionDefinition(Name)]
public sealed class LifeOfSilos
{
    public const string Name = "life of silos";
}
