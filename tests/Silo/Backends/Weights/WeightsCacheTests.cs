using Krewe.Errors;
using Krewe.Silo.Backends.Weights.Fetching;
using Krewe.Specs;
using Krewe.Weights;

namespace Krewe.Silo.Tests.Backends.Weights;

public sealed class WeightsCacheTests : IDisposable
{
    private readonly WeightsFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Acquire_Files_AreThereByTheirNames()
    {
        var (a, b) = (_fixture.File("a.bin", 12_345), _fixture.File("b.bin", 1));

        using var hold = await _fixture.AcquireAsync(a, b);

        Assert.Equal(WeightsFixture.Content("a.bin", 12_345), File.ReadAllBytes(Path.Combine(hold.Directory, "a.bin")));
        Assert.Equal(WeightsFixture.Content("b.bin", 1), File.ReadAllBytes(Path.Combine(hold.Directory, "b.bin")));
        Assert.All(_fixture.Cache.List(), file => Assert.Equal((WeightsState.Held, 1), (file.State, file.Users)));
    }

    [Fact]
    public async Task Acquire_None_IsNothing() => Assert.Equal("", (await _fixture.AcquireAsync()).Directory);

    [Theory]
    [InlineData(1)]
    [InlineData(999)]
    [InlineData(1_000)]
    [InlineData(1_001)]
    [InlineData(100_000)]
    public async Task Acquire_AnyLength_WithAndWithoutKnowingIt(int bytes)
    {
        foreach (var known in (bool[])[true, false])
        {
            _fixture.Source.KnowsLength = known;
            var file = _fixture.File($"f{bytes}{known}", bytes);

            await _fixture.UseAsync(file);

            Assert.Equal(bytes, new FileInfo(_fixture.PathOf("files", file)).Length);
        }
    }

    [Fact]
    public async Task Acquire_Empty_IsAFileToo()
    {
        var file = _fixture.File("empty", 0);

        await _fixture.UseAsync(file);

        Assert.Empty(File.ReadAllBytes(_fixture.PathOf("files", file)));
    }

    [Fact]
    public async Task Acquire_Again_AsksTheSourceOnce()
    {
        var file = _fixture.File("a", 5_000);

        await _fixture.UseAsync(file);
        await _fixture.UseAsync(file with { Name = "other", Source = "/elsewhere" });
        _fixture.NewCache();
        await _fixture.UseAsync(file);

        Assert.Single(_fixture.Source.Asked);
        Assert.Equal(1, _fixture.Cache.Tally.Hits);
    }

    [Fact]
    public async Task Acquire_ManyAtOnce_AskTheSourceOnce()
    {
        var file = _fixture.File("a", 50_000);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _fixture.UseAsync(file)));

        Assert.Single(_fixture.Source.Asked);
    }

    [Fact]
    public async Task Acquire_ConnectionBreaks_GoesOnWhereItWas()
    {
        var file = _fixture.File("a", 10_000);
        _fixture.Source.BreakAfter.Enqueue(3_500);
        _fixture.Source.BreakAfter.Enqueue(1);

        await _fixture.UseAsync(file);

        Assert.Equal([0L, 3_500, 3_501], _fixture.Source.Asked.Select(asked => asked.From));
    }

    [Fact]
    public async Task Acquire_SourceWithoutRanges_BeginsAnew()
    {
        _fixture.Source.KnowsRanges = false;
        var file = _fixture.File("a", 10_000);
        _fixture.Source.BreakAfter.Enqueue(3_500);

        await _fixture.UseAsync(file);

        Assert.Equal(WeightsFixture.Content("a", 10_000), File.ReadAllBytes(_fixture.PathOf("files", file)));
    }

    [Fact]
    public async Task Acquire_AfterACrash_GoesOnWithThePart()
    {
        var file = _fixture.File("a", 10_000);
        Directory.CreateDirectory(Path.GetDirectoryName(_fixture.PathOf("parts", file))!);
        File.WriteAllBytes(_fixture.PathOf("parts", file), WeightsFixture.Content("a", 10_000)[..7_000]);
        _fixture.NewCache();

        Assert.Equal((WeightsState.Partial, 7_000), (_fixture.Cache.List()[0].State, _fixture.Cache.List()[0].HaveBytes));
        await _fixture.UseAsync(file);

        Assert.Equal([7_000L], _fixture.Source.Asked.Select(asked => asked.From));
        Assert.False(File.Exists(_fixture.PathOf("parts", file)));
    }

    [Theory]
    [InlineData(10_000)] // all of it, damaged
    [InlineData(15_000)] // more than there is
    public async Task Acquire_PartIsWrong_IsRefusedAndThenFetchedWhole(int left)
    {
        var file = _fixture.File("a", 10_000);
        Directory.CreateDirectory(Path.GetDirectoryName(_fixture.PathOf("parts", file))!);
        File.WriteAllBytes(_fixture.PathOf("parts", file), new byte[left]);
        _fixture.Options = _fixture.Options with { RefusedFor = TimeSpan.Zero };
        _fixture.NewCache();

        try
        {
            await _fixture.UseAsync(file);
        }
        catch (KreweException exception)
        {
            Assert.Equal(ErrorCodes.WeightsMismatch, exception.Problem.Code);
            await _fixture.UseAsync(file);
        }

        Assert.Equal(WeightsFixture.Content("a", 10_000), File.ReadAllBytes(_fixture.PathOf("files", file)));
    }

    [Fact]
    public async Task Acquire_WrongDigest_IsRefusedAndNothingOfItStays()
    {
        var file = _fixture.File("a", 10_000) with { Digest = "sha256:" + new string('0', 64) };

        var refusal = await Assert.ThrowsAsync<KreweException>(() => _fixture.UseAsync(file));
        var again = await Assert.ThrowsAsync<KreweException>(() => _fixture.UseAsync(file));

        Assert.Equal((ErrorCodes.WeightsMismatch, ErrorCodes.WeightsMismatch), (refusal.Problem.Code, again.Problem.Code));
        Assert.Contains(WeightsFixture.DigestOf(WeightsFixture.Content("a", 10_000)), refusal.Problem.Message, StringComparison.Ordinal);
        Assert.Single(_fixture.Source.Asked); // not fetched again for a minute
        Assert.Empty(Directory.EnumerateFiles(_fixture.Root, "*", SearchOption.AllDirectories));
        Assert.Equal(WeightsState.Failed, Assert.Single(_fixture.Cache.List()).State);
    }

    [Theory]
    [InlineData(9_999, true)]
    [InlineData(10_001, true)]
    [InlineData(9_999, false)]
    [InlineData(10_001, false)]
    public async Task Acquire_OtherSizeThanTheSpecSays_IsRefused(long size, bool known)
    {
        _fixture.Source.KnowsLength = known;
        var file = _fixture.File("a", 10_000, size);

        var refusal = await Assert.ThrowsAsync<KreweException>(() => _fixture.UseAsync(file));

        // A source that does not say its length looks like one whose connection ends early.
        Assert.Contains(refusal.Problem.Code, (string[])[ErrorCodes.WeightsMismatch, ErrorCodes.WeightsUnavailable]);
        Assert.False(File.Exists(_fixture.PathOf("files", file)));
    }

    [Fact]
    public async Task Acquire_OtherSourceOfTheSameFileFailed_AsksItsOwn()
    {
        var file = _fixture.File("a", 10_000);
        var missing = _fixture.AcquireAsync(file with { Source = "/missing" });

        await _fixture.UseAsync(file);

        await Assert.ThrowsAsync<KreweException>(() => missing);
        Assert.Equal(WeightsState.Held, Assert.Single(_fixture.Cache.List()).State);
    }

    [Fact]
    public async Task Acquire_SourceIsMissing_SaysWhereWithoutTheQuery()
    {
        var file = _fixture.File("a", 1) with { Source = "https://files.example/m.bin?sig=secret" };

        var refusal = await Assert.ThrowsAsync<KreweException>(() => _fixture.UseAsync(file));

        Assert.Equal(ErrorCodes.WeightsUnavailable, refusal.Problem.Code);
        Assert.Contains("https://files.example/m.bin:", refusal.Problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acquire_FiveTriesBringNothing_IsGivenUp()
    {
        var file = _fixture.File("a", 10_000);
        for (var at = 0; at < 20; at++)
        {
            _fixture.Source.Refuse.Enqueue(new WeightsSourceException("it answers 503", passing: true));
        }

        var refusal = await Assert.ThrowsAsync<KreweException>(() => _fixture.UseAsync(file));

        Assert.Equal(ErrorCodes.WeightsUnavailable, refusal.Problem.Code);
        Assert.Equal(5, _fixture.Source.Asked.Count);
    }

    [Fact]
    public async Task Acquire_OneOfTwoCannotBeHad_DoesNotWaitForTheOther()
    {
        var (large, missing) = (_fixture.File("large", 10_000), _fixture.File("missing", 1) with { Source = "/missing" });
        _fixture.Source.Hold(large.Source);

        var refusal = await Assert.ThrowsAsync<KreweException>(() => _fixture.UseAsync(large, missing));

        Assert.Equal(missing.Digest, refusal.Problem.Where);
    }

    [Fact]
    public async Task Acquire_GivenUp_EndsTheFetchAndKeepsThePart()
    {
        var file = _fixture.File("a", 10_000);
        var gate = _fixture.Source.Hold(file.Source);
        using var stop = new CancellationTokenSource();
        var waiting = _fixture.Cache.AcquireAsync([file], stop.Token);
        await Eventually.TrueAsync(() => _fixture.Cache.List() is [{ HaveBytes: 5_000 }], "half of it is there");

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.SetResult();
        await _fixture.UseAsync(file);

        Assert.Equal([0L, 5_000], _fixture.Source.Asked.Select(asked => asked.From));
    }

    [Fact]
    public async Task Acquire_OneOfTwoWhoWaitGivesUp_TheOtherGoesOn()
    {
        var file = _fixture.File("a", 10_000);
        var gate = _fixture.Source.Hold(file.Source);
        using var stop = new CancellationTokenSource();
        var (one, other) = (_fixture.Cache.AcquireAsync([file], stop.Token), _fixture.AcquireAsync(file));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        gate.SetResult();
        using var hold = await other;

        Assert.Single(_fixture.Source.Asked);
    }

    [Fact]
    public async Task Acquire_ChangedOnDisk_IsHashedAnewAndFetchedAgain()
    {
        var file = _fixture.File("a", 10_000);
        await _fixture.UseAsync(file);
        var path = _fixture.PathOf("files", file);
        File.Delete(path);
        File.WriteAllBytes(path, new byte[10_000]);

        await _fixture.UseAsync(file);

        Assert.Equal(2, _fixture.Source.Asked.Count);
        Assert.Equal(WeightsFixture.Content("a", 10_000), File.ReadAllBytes(path));
    }

    [Fact]
    public async Task Acquire_RecordIsLost_TheFileIsTakenOnWithoutFetching()
    {
        var file = _fixture.File("a", 10_000);
        await _fixture.UseAsync(file);
        File.WriteAllText(_fixture.PathOf("files", file) + ".json", "{");
        _fixture.NewCache();

        await _fixture.UseAsync(file);

        Assert.Single(_fixture.Source.Asked);
    }

    [Fact]
    public async Task List_StrangeFilesInTheDirectory_AreLeftAlone()
    {
        var file = _fixture.File("a", 10);
        await _fixture.UseAsync(file);
        File.WriteAllText(Path.Combine(_fixture.Root, "files", "README"), "mine");
        File.WriteAllText(Path.Combine(_fixture.Root, "parts", new string('g', 64)), "mine");

        Assert.Single(_fixture.NewCache().List());
        Assert.True(File.Exists(Path.Combine(_fixture.Root, "files", "README")));
    }
}
