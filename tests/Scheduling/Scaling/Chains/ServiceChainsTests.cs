using Krewe.Scheduling.Scaling.Chains;
using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Scheduling.Tests.Scaling.Chains;

/// <summary>Chains that are kept, and those that are forgotten.</summary>
public class ServiceChainsTests
{
    [Fact]
    public void Of_SameTimesFromAnotherModel_AreTheSameChains()
    {
        var chains = new ServiceChains();
        Assert.Same(chains.Of(Model(0.2), 10), chains.Of(Model(0.2), 10));
        Assert.NotSame(chains.Of(Model(0.2), 10), chains.Of(Model(0.3), 10));
        Assert.NotSame(chains.Of(Model(0.2), 10), chains.Of(Model(0.2), 5));
    }

    [Fact]
    public void Forget_ThoseOfLongAgoGo_WhatComesBackIsThereStill()
    {
        var chains = new ServiceChains();
        var (first, second) = (chains.Of(Model(0.1), 10), chains.Of(Model(0.2), 10));
        chains.Forget(1);
        Assert.Same(first, chains.Of(Model(0.1), 10));

        // Three are kept for one that is in use: the second one was not for longest.
        _ = (chains.Of(Model(0.3), 10), chains.Of(Model(0.4), 10));
        chains.Forget(1);
        Assert.Same(first, chains.Of(Model(0.1), 10));
        Assert.NotSame(second, chains.Of(Model(0.2), 10));
    }

    private static ServiceModel Model(double seconds) => new() { Service = TimeDistribution.Lognormal(0.3, 0, seconds), ObjectiveSeconds = 1 };
}
