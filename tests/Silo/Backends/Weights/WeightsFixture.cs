using System.Security.Cryptography;
using Krewe.Silo.Backends.Weights;
using Krewe.Specs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Krewe.Silo.Tests.Backends.Weights;

/// <summary>A cache in a directory of its own, over sources and a disk that do what a test says.</summary>
internal sealed class WeightsFixture : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("krewe-weights-");

    private readonly TimeProvider _time;

    /// <summary>With nothing in it.</summary>
    /// <param name="time">The clock; null for the real one.</param>
    public WeightsFixture(TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        Disk = new FakeDisk(Root);
        Options = new WeightsOptions { Directory = Root, PieceBytes = 1_000, ReserveBytes = 0, RetryPause = TimeSpan.Zero, UnknownStepBytes = 4_000 };
        Cache = NewCache();
    }

    public string Root => Path.Combine(_root.FullName, "w");

    public FakeSource Source { get; } = new();

    public FakeDisk Disk { get; }

    public WeightsOptions Options { get; set; }

    public WeightsCache Cache { get; private set; }

    /// <summary>As after a restart of the silo.</summary>
    public WeightsCache NewCache() => Cache = new WeightsCache(Options, Disk, Source, _time, NullLogger<WeightsCache>.Instance);

    /// <summary>A file of so many bytes at a source, and what a spec says of it.</summary>
    public WeightsSpec File(string name, int bytes, long? size = null)
    {
        var content = Content(name, bytes);
        Source.Put("/source/" + name, content);
        return new WeightsSpec { Source = "/source/" + name, Name = name, Digest = DigestOf(content), Bytes = size };
    }

    public static byte[] Content(string name, int bytes)
    {
        var content = new byte[bytes];
        new Random(name.Sum(letter => letter)).NextBytes(content);
        return content;
    }

    public static string DigestOf(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    public string PathOf(string folder, WeightsSpec weights) => Path.Combine(Root, folder, WeightsRules.HexOf(weights.Digest));

    /// <summary>Brings files here for a start, and gives them free at once.</summary>
    public async Task UseAsync(params WeightsSpec[] weights)
    {
        using var hold = await AcquireAsync(weights);
    }

    public Task<WeightsHold> AcquireAsync(params WeightsSpec[] weights) => Eventually.WithinAsync(Cache.AcquireAsync([.. weights], CancellationToken.None));

    public void Dispose() => _root.Delete(recursive: true);
}
