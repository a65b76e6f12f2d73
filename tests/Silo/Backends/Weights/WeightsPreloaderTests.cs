using System.Collections.Immutable;
using Krewe.Naming;
using Krewe.Silo.Backends.Preloading;
using Krewe.Specs;
using Krewe.Weights;

namespace Krewe.Silo.Tests.Backends.Weights;

public sealed class WeightsPreloaderTests : IDisposable
{
    private readonly WeightsFixture _fixture = new();
    private readonly WeightsPreloader _preloader;

    public WeightsPreloaderTests() => _preloader = new WeightsPreloader(_fixture.Cache, _fixture.Options, TimeProvider.System);

    public void Dispose()
    {
        _preloader.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public async Task Want_Files_ComeTwoAtATime()
    {
        var files = Enumerable.Range(0, 4).Select(at => _fixture.File($"f{at}", 10_000)).ToList();
        var gates = files.ConvertAll(file => _fixture.Source.Hold(file.Source));

        _preloader.Want([.. files.Select((file, at) => Wish(file, expected: 10 - at))]);
        await Eventually.TrueAsync(() => Having(5_000) == 2, "two are on their way");

        Assert.Equal([files[0].Source, files[1].Source], _fixture.Source.Asked.Select(asked => asked.Source).Order(StringComparer.Ordinal));
        gates.ForEach(gate => gate.SetResult());
        await Eventually.TrueAsync(() => Having(10_000) == 4, "all are there");
    }

    [Fact]
    public async Task Want_Move_GoesBeforeWhatIsOnlyAhead()
    {
        var (ahead, move) = (Enumerable.Range(0, 2).Select(at => _fixture.File($"f{at}", 10_000)).ToList(), _fixture.File("move", 10_000));
        ahead.ForEach(file => _fixture.Source.Hold(file.Source));
        _preloader.Want([.. ahead.Select(file => Wish(file))]);
        await Eventually.TrueAsync(() => Having(5_000) == 2, "both places are taken");

        _preloader.Want([.. ahead.Select(file => Wish(file)), Wish(move, WeightsUrgency.Move)]);

        await Eventually.TrueAsync(() => File.Exists(_fixture.PathOf("files", move)), "it did not wait for a place");
    }

    [Fact]
    public async Task Want_NotAnyMore_EndsTheFetchAndKeepsThePart()
    {
        var file = _fixture.File("f", 10_000);
        _fixture.Source.Hold(file.Source);
        _preloader.Want([Wish(file)]);
        await Eventually.TrueAsync(() => Having(5_000) == 1, "half of it is there");

        _preloader.Want([]);

        await Eventually.TrueAsync(() => _preloader.List() is [{ State: WeightsState.Partial, HaveBytes: 5_000 }], "the part stays");
    }

    [Fact]
    public async Task Want_StartComesToo_JoinsTheFetchAndMakesItUrgent()
    {
        var file = _fixture.File("f", 10_000);
        var gate = _fixture.Source.Hold(file.Source);
        _preloader.Want([Wish(file)]);
        await Eventually.TrueAsync(() => _preloader.List() is [{ Urgency: WeightsUrgency.Preload }], "it is fetched ahead");

        var start = _fixture.AcquireAsync(file);
        await Eventually.TrueAsync(() => _preloader.List() is [{ Urgency: WeightsUrgency.Start }], "a start waits for it");
        gate.SetResult();
        using var hold = await start;

        Assert.Single(_fixture.Source.Asked);
    }

    [Fact]
    public async Task Want_CannotBeHad_IsToldAndNotTriedAgainAtOnce()
    {
        var file = _fixture.File("f", 10) with { Source = "/missing" };
        _preloader.Want([Wish(file)]);
        await Eventually.TrueAsync(() => _preloader.List() is [{ State: WeightsState.Failed }], "it has failed");

        for (var at = 0; at < 10; at++)
        {
            _preloader.Want([Wish(file)]);
        }

        Assert.Single(_fixture.Source.Asked);
    }

    private int Having(long bytes) => _preloader.List().Count(file => file.HaveBytes == bytes);

    private static WeightsWish Wish(WeightsSpec weights, WeightsUrgency urgency = WeightsUrgency.Preload, double expected = 1) =>
        new() { Weights = weights, Model = ModelKey.Parse("default/m@local"), Urgency = urgency, ExpectedUses = expected };
}
