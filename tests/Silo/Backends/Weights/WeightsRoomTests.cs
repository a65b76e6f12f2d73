using Krewe.Errors;
using Krewe.Weights;

namespace Krewe.Silo.Tests.Backends.Weights;

public sealed class WeightsRoomTests : IDisposable
{
    private readonly WeightsFixture _fixture = new(new StandingClock());

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Acquire_LimitReached_WhatIsWorthLeastGoes()
    {
        Limit(25_000);
        var (often, seldom, next) = (_fixture.File("often", 10_000), _fixture.File("seldom", 10_000), _fixture.File("next", 10_000));
        await _fixture.UseAsync(often);
        await _fixture.UseAsync(often);
        await _fixture.UseAsync(often);
        await _fixture.UseAsync(seldom);

        await _fixture.UseAsync(next);

        Assert.True(File.Exists(_fixture.PathOf("files", often)));
        Assert.False(File.Exists(_fixture.PathOf("files", seldom)));
        Assert.Equal(1, _fixture.Cache.Tally.Dropped);
    }

    [Fact]
    public async Task Acquire_RestIsInUse_IsRefusedWithFigures()
    {
        Limit(15_000);
        using var used = await _fixture.AcquireAsync(_fixture.File("used", 10_000));

        var refusal = await Assert.ThrowsAsync<KreweException>(() => _fixture.UseAsync(_fixture.File("next", 10_000)));

        Assert.Equal(ErrorCodes.WeightsNotStored, refusal.Problem.Code);
        Assert.Equal(3, refusal.Problem.Reasons.Length);
        Assert.Equal(WeightsState.Held, _fixture.Cache.List().Single(file => file.Users > 0).State);
    }

    [Fact]
    public async Task Acquire_LargerThanTheLimit_DropsNothing()
    {
        Limit(15_000);
        var there = _fixture.File("there", 10_000);
        await _fixture.UseAsync(there);

        await Assert.ThrowsAsync<KreweException>(() => _fixture.UseAsync(_fixture.File("next", 20_000)));

        Assert.True(File.Exists(_fixture.PathOf("files", there)));
    }

    [Fact]
    public async Task Acquire_DiskIsNearlyFull_MakesRoomBeforeItWrites()
    {
        var there = _fixture.File("there", 10_000);
        await _fixture.UseAsync(there);
        _fixture.Disk.Others = _fixture.Disk.FreeBytes - 5_000;

        await _fixture.UseAsync(_fixture.File("next", 10_000));

        Assert.False(File.Exists(_fixture.PathOf("files", there)));
    }

    [Fact]
    public async Task Acquire_DiskFillsUpMeanwhile_DropsMoreAndGoesOn()
    {
        var (there, next) = (_fixture.File("there", 10_000), _fixture.File("next", 10_000));
        await _fixture.UseAsync(there);
        _fixture.Disk.FullAt = 13_500;

        await _fixture.UseAsync(next);

        Assert.False(File.Exists(_fixture.PathOf("files", there)));
        Assert.Equal(WeightsFixture.Content("next", 10_000), File.ReadAllBytes(_fixture.PathOf("files", next)));
    }

    [Fact]
    public async Task Acquire_DiskIsFullWhateverGoes_IsRefusedAndWhatItWroteIsDropped()
    {
        _fixture.Disk.FullAt = 3_500;
        var next = _fixture.File("next", 10_000);

        var refusal = await Assert.ThrowsAsync<KreweException>(() => _fixture.UseAsync(next));

        Assert.Equal(ErrorCodes.WeightsNotStored, refusal.Problem.Code);
        Assert.Contains("the disk is full", refusal.Problem.Reasons);
        Assert.False(File.Exists(_fixture.PathOf("parts", next)));
        _fixture.Disk.FullAt = long.MaxValue;
        await _fixture.UseAsync(next);
    }

    [Fact]
    public async Task Acquire_PartsOfWhichNobodyWaits_GoFirst()
    {
        Limit(25_000);
        var (there, part) = (_fixture.File("there", 10_000), _fixture.File("part", 10_000));
        await _fixture.UseAsync(there);
        File.WriteAllBytes(_fixture.PathOf("parts", part), new byte[9_000]);
        _fixture.NewCache();

        await _fixture.UseAsync(_fixture.File("next", 10_000));

        Assert.False(File.Exists(_fixture.PathOf("parts", part)));
        Assert.True(File.Exists(_fixture.PathOf("files", there)));
    }

    [Fact]
    public async Task Ensure_PreloadWorthLess_DropsNothing()
    {
        Limit(15_000);
        var there = _fixture.File("there", 10_000);
        await _fixture.UseAsync(there);
        var next = _fixture.File("next", 10_000);

        await Assert.ThrowsAsync<KreweException>(() => _fixture.Cache.EnsureAsync(next, WeightsUrgency.Preload, 0, CancellationToken.None));

        Assert.True(File.Exists(_fixture.PathOf("files", there)));
        await _fixture.Cache.EnsureAsync(next, WeightsUrgency.Preload, 1_000_000, CancellationToken.None);
        Assert.False(File.Exists(_fixture.PathOf("files", there)));
    }

    [Fact]
    public async Task Acquire_TwoAtOnceWithRoomForOne_OneIsRefused()
    {
        Limit(15_000);
        var (a, b) = (_fixture.File("a", 10_000), _fixture.File("b", 10_000));
        var gate = _fixture.Source.Hold(a.Source);
        var first = _fixture.AcquireAsync(a);
        await Eventually.TrueAsync(() => _fixture.Cache.List() is [{ HaveBytes: 5_000 }], "room was made for the first");

        await Assert.ThrowsAsync<KreweException>(() => _fixture.UseAsync(b));
        gate.SetResult();
        using var hold = await first;

        Assert.Equal(10_000, new FileInfo(_fixture.PathOf("files", a)).Length);
    }

    [Fact]
    public async Task Acquire_DirectoryCannotBeWritten_IsRefused()
    {
        File.WriteAllText(_fixture.Root, "a file where the directory should be");

        var refusal = await Assert.ThrowsAsync<KreweException>(() => _fixture.UseAsync(_fixture.File("a", 10)));

        Assert.Equal(ErrorCodes.WeightsNotStored, refusal.Problem.Code);
    }

    private void Limit(long bytes)
    {
        _fixture.Options = _fixture.Options with { MaxBytes = bytes };
        _fixture.NewCache();
    }
}
