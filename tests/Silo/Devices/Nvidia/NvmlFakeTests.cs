using System.Collections.Immutable;
using Krewe.Devices;
using Krewe.Nvml;
using Krewe.Nvml.Tests.Support;
using Krewe.Silo.Devices;
using Krewe.Silo.Devices.Nvidia;
using Krewe.Specs.Devices;
using Microsoft.Extensions.Logging.Abstractions;

namespace Krewe.Silo.Tests.Devices.Nvidia;

/// <summary>What a silo tells of GPUs while the fake of NVIDIA's library loses, hangs and mends them, on the poller's own threads. Waits for what it expects.</summary>
public sealed class NvmlFakeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [FakeTheory]
    [InlineData("gpu.1.lost = 1", "gpu.1.lost = 0", DeviceAnswer.Lost)]
    [InlineData("gpu.1.hang.nvmlDeviceGetPowerUsage = 1", "gpu.1.hang.nvmlDeviceGetPowerUsage = 0", DeviceAnswer.Silent)]
    public async Task Fault_OfOneGpu_IsItsOwnAndEnds(string breaks, string mends, DeviceAnswer expected)
    {
        using var fake = new FakeNvml("gpu.0.like = h100\ngpu.1.like = h100");
        using var provider = Open(fake);
        var whole = await UntilAsync(provider, seen => seen.Length == 2 && seen.All(device => device is { Answer: DeviceAnswer.Measured, PowerWatts: not null }));
        Assert.All(whole, device => Assert.Equal(("h100", true), (device.Class, device.Accelerator)));

        fake.Load(breaks);
        var broken = await UntilAsync(provider, seen => seen.Any(device => device.Answer == expected));
        Assert.Equal([whole[1].Uuid], broken.Where(device => device.Answer != DeviceAnswer.Measured).Select(device => device.Uuid));
        Assert.Equal(whole[1].MemoryBytes, broken[1].MemoryBytes);
        Assert.Null(broken[1].PowerWatts);

        fake.Load(mends);
        await UntilAsync(provider, seen => seen.Length == 2 && seen.All(device => device.Answer == DeviceAnswer.Measured));
    }

    [FakeFact]
    public async Task Xid_IsToldAtOnceOfItsGpu()
    {
        using var fake = new FakeNvml("gpu.0.like = h100\ngpu.1.like = h100");
        using var provider = Open(fake);
        await UntilAsync(provider, seen => seen.Length == 2 && seen.All(device => device.Answer == DeviceAnswer.Measured));

        // One that comes before the poller has registered for it is never told: posted until it is.
        var seen = await UntilAsync(
            provider,
            seen =>
            {
                fake.Post(1, NvmlEventTypes.XidCriticalError, 63);
                return seen.Any(device => device.Faults.Length > 0);
            });

        Assert.Empty(seen[0].Faults);
        Assert.Equal(63, seen[1].Faults[0].Xid);
    }

    [FakeFact]
    public async Task LossOfTheLibrary_IsNobodysLossAndEnds()
    {
        using var fake = new FakeNvml("gpu.0.like = h100\ngpu.1.like = h100");
        using var provider = Open(fake);
        await UntilAsync(provider, seen => seen.Length == 2 && seen.All(device => device.Answer == DeviceAnswer.Measured));

        fake.Load("ret.nvmlDeviceGetMemoryInfo_v2 = 9\nret.nvmlDeviceGetCount_v2 = 9\nret.nvmlInit_v2 = 9");
        var gone = await UntilAsync(provider, seen => seen.All(device => device.Answer == DeviceAnswer.Unmeasured));
        Assert.Equal(2, gone.Length);
        Assert.Contains("cannot be used", provider.Remark!, StringComparison.Ordinal);

        fake.Load("ret.nvmlDeviceGetMemoryInfo_v2 = 0\nret.nvmlDeviceGetCount_v2 = 0\nret.nvmlInit_v2 = 0");
        await UntilAsync(provider, seen => seen.Length == 2 && seen.All(device => device is { Answer: DeviceAnswer.Measured, PowerWatts: not null }));
        Assert.Null(provider.Remark);
    }

    [FakeFact]
    public async Task MigReconfiguration_OffersTheInstancesInsteadOfTheirGpu()
    {
        using var fake = new FakeNvml("gpu.0.like = h100\ngpu.1.like = h100");
        using var provider = Open(fake);
        var whole = await UntilAsync(provider, seen => seen.Length == 2 && seen.All(device => device.Answer == DeviceAnswer.Measured));

        fake.Load("gpu.0.mig = 1\ngpu.0.gi = 2 9 4 4\ngpu.0.gi = 9 19 0 1");
        var seen = await UntilAsync(
            provider,
            seen =>
            {
                // One that comes before the poller has registered for it is never told: posted until it is.
                fake.Post(0, NvmlEventTypes.MigConfiguration, 0);
                return seen.Length == 4 && seen.All(device => device.Answer == DeviceAnswer.Measured);
            });

        Assert.Equal([whole[1].Uuid], seen.Where(device => device.Accelerator && device.Telemetry!.Parent is null).Select(device => device.Uuid));
        Assert.Equal(["mig-1g.10gb", "mig-3g.40gb"], seen.Where(device => device is { Accelerator: true, Telemetry.Parent: not null }).Select(device => device.Class).Order(StringComparer.Ordinal));
        Assert.All(seen, device => Assert.Equal(seen[0].Boot, device.Boot));
    }

    private static NvmlDeviceProvider Open(FakeNvml fake) => new(
        new NvmlPoller(NvmlDeviceProvider.Options with { Load = fake.Options }),
        new DeviceClasses([]),
        new ServerProcesses(new Admin.FakeBackends()),
        TimeProvider.System,
        NullLogger<NvmlDeviceProvider>.Instance);

    private static async Task<ImmutableArray<DeviceObservation>> UntilAsync(NvmlDeviceProvider provider, Func<ImmutableArray<DeviceObservation>, bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var seen = provider.Measure();
            if (holds(seen))
            {
                return seen;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }
}
