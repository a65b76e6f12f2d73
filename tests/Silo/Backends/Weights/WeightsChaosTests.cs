using System.Security.Cryptography;
using Krewe.Errors;
using Krewe.Silo.Backends.Weights;
using Krewe.Silo.Backends.Weights.Fetching;
using Krewe.Specs;
using Krewe.Weights;

namespace Krewe.Silo.Tests.Backends.Weights;

/// <summary>
/// Starts, preloads, breaks, refusals, cancellations, damage and restarts in any order. Whatever happens: what a start holds is there and is what it should be, the limit holds,
/// and once faults have ended everything can be had.
/// </summary>
public sealed class WeightsChaosTests : IDisposable
{
    private const int Steps = 150;
    private const long Limit = 40_000;

    private readonly WeightsFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Anything_InAnyOrder_WhatIsHeldIsRight(int seed)
    {
        var random = new Random(seed);
        _fixture.Options = _fixture.Options with { MaxBytes = Limit, RefusedFor = TimeSpan.Zero };
        _fixture.NewCache();
        var files = Enumerable.Range(0, 8).Select(at => _fixture.File($"f{at}", random.Next(1, 15_000))).ToArray();
        var tasks = new List<Task>();
        for (var step = 0; step < Steps; step++)
        {
            Fault(random);
            tasks.Add(random.Next(10) switch
            {
                0 => PreloadAsync(files[random.Next(files.Length)], random.NextDouble()),
                _ => StartAsync([.. files.Where(_ => random.Next(5) == 0).Take(2)], random.Next(4) == 0 ? random.Next(5) : null),
            });
            if (random.Next(15) == 0)
            {
                await QuietAsync(tasks);
                AssertLimit();
                Damage(files[random.Next(files.Length)]);
                _fixture.NewCache(); // as after a restart
            }
        }

        await QuietAsync(tasks);
        _fixture.Source.BreakAfter.Clear();
        _fixture.Source.Refuse.Clear();
        foreach (var file in files)
        {
            await StartAsync([file], null, mustSucceed: true);
        }

        AssertLimit();
        Assert.All(_fixture.Cache.List(), file => Assert.Equal(0, file.Users));
    }

    private void Fault(Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                _fixture.Source.BreakAfter.Enqueue(random.Next(5_000));
                break;
            case 1:
                _fixture.Source.Refuse.Enqueue(new WeightsSourceException("it answers 503", passing: true));
                break;
            case 2:
                _fixture.Source.Refuse.Enqueue(new WeightsSourceException("it answers 404", passing: false));
                break;
            case 3:
                _fixture.Source.KnowsRanges = random.Next(2) == 0;
                break;
        }
    }

    private async Task StartAsync(WeightsSpec[] files, int? giveUpAfterMilliseconds, bool mustSucceed = false)
    {
        using var stop = giveUpAfterMilliseconds is { } after ? new CancellationTokenSource(after) : new CancellationTokenSource();
        try
        {
            using var hold = await _fixture.Cache.AcquireAsync([.. files], stop.Token);
            foreach (var file in files)
            {
                Assert.Equal(WeightsRules.HexOf(file.Digest), Digest(hold, file));
            }
        }
        catch (Exception exception) when (!mustSucceed && exception is KreweException or OperationCanceledException)
        {
            // A fault; nothing of it may stay but what AssertLimit looks at.
        }
    }

    private async Task PreloadAsync(WeightsSpec file, double uses)
    {
        try
        {
            await _fixture.Cache.EnsureAsync(file, WeightsUrgency.Preload, uses, CancellationToken.None);
        }
        catch (KreweException)
        {
            // A fault, or no room.
        }
    }

    /// <summary>What was given up may take a moment to end.</summary>
    private async Task QuietAsync(List<Task> tasks)
    {
        await Eventually.WithinAsync(Task.WhenAll(tasks));
        await Eventually.TrueAsync(() => _fixture.Cache.List().All(file => file.State != WeightsState.Fetching), "nothing is on its way");
        tasks.Clear();
    }

    /// <summary>Another file in its place, as after a repair of the file system. Found before a start, not while one lasts: so only while nothing goes on.</summary>
    private void Damage(WeightsSpec file)
    {
        var path = _fixture.PathOf("files", file);
        if (File.Exists(path))
        {
            File.Delete(path);
            File.WriteAllBytes(path, [1, 2, 3]);
        }
    }

    private void AssertLimit()
    {
        var taken = (string[])["files", "parts"];
        var bytes = taken.Select(folder => new DirectoryInfo(Path.Combine(_fixture.Root, folder))).Where(folder => folder.Exists)
            .SelectMany(folder => folder.EnumerateFiles()).Where(file => file.Extension.Length == 0).Sum(file => file.Length);
        Assert.InRange(bytes, 0, Limit);
    }

    private static string Digest(WeightsHold hold, WeightsSpec file) =>
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(hold.Directory, file.Name))));
}
