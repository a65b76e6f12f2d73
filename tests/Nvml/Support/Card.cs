namespace Krewe.Nvml.Tests.Support;

/// <summary>What the tests that hold on any machine run against: the fake with two GPUs, or, with KREWE_NVML=real, the card of this machine.</summary>
public sealed class Card : IDisposable
{
    private readonly FakeNvml? _fake;

    public Card()
    {
        _fake = IsReal ? null : new FakeNvml("""
            gpu.0.like = h100
            gpu.1.like = h100
            topology.0.1 = 20
            gpu.0.util_gpu = 40
            gpu.0.process = compute 100 2000000000 -1 -1 35 20 0 0
            name.100 = python3
            """);
        Library = IsReal ? NvmlLibrary.Load() : _fake!.Open();
    }

    public static bool IsReal { get; } = Environment.GetEnvironmentVariable("KREWE_NVML") == "real";

    public NvmlLibrary Library { get; }

    public NvmlDevice Device => Library.GetDevice(0);

    /// <summary>Lets time go on: the fake's clock jumps, a card is given the time.</summary>
    public void Pass(TimeSpan time)
    {
        if (_fake is { } fake)
        {
            fake.Advance(time);
        }
        else
        {
            using var never = new ManualResetEvent(false);
            never.WaitOne(time);
        }
    }

    public void Dispose()
    {
        Library.Dispose();
        _fake?.Dispose();
    }
}
