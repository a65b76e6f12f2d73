using Krewe.Pools;
using Krewe.Silo.Admin;
using Krewe.Specs;
using Krewe.Weights;

namespace Krewe.Silo.Tests.Admin;

public sealed class WeightsHandlersTests
{
    private static readonly WeightsSpec File = new() { Source = "/w", Name = "model.bin", Digest = "sha256:" + new string('a', 64) };

    [Fact]
    public void Of_FileThatSpecsName_SaysWhichModelsAndItsName()
    {
        var spec = new ModelSpec { Name = "digits", Backend = new BackendSpec { Command = "serve", Weights = [File] } };
        var file = Assert.Single(WeightsHandlers.Of([Pool(new HeldWeights { Digest = File.Digest, State = WeightsState.Held, Bytes = 8, HaveBytes = 8, Users = 2 }, spec)]));

        Assert.Equal(("alpha", "model.bin", WeightsState.Held, 8L, 2), (file.Host, file.Name, file.State, file.HaveBytes, file.Users));
        Assert.Equal(SampleCluster.Digits, Assert.Single(file.Models));
    }

    [Fact]
    public void Of_FileThatNoSpecNames_IsToldAllTheSame()
    {
        var file = Assert.Single(WeightsHandlers.Of([Pool(new HeldWeights { Digest = File.Digest, State = WeightsState.Partial })]));

        Assert.Equal(("", true), (file.Name, file.Models.IsEmpty));
    }

    private static PoolView Pool(HeldWeights held, params ModelSpec[] specs) => new()
    {
        Key = new("local", "default"),
        Hosts = [SampleCluster.Host with { Weights = [held] }],
        Models = [.. specs.Select(spec => new PlacementView { Model = spec.GetKey(), Spec = spec, Generation = 1, Wanted = 1 })],
    };
}
