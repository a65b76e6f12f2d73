using Krewe.Nvml.Tests.Support;

namespace Krewe.Nvml.Tests.Binding;

/// <summary>What holds for the fake and for any card: ranges and relations, no fixed values.</summary>
public sealed class CardTests : IDisposable
{
    private readonly Card? _card = FakeFactAttribute.WhyMissing is null || Card.IsReal ? new Card() : null;

    private NvmlLibrary Library => _card!.Library;

    private NvmlDevice Device => _card!.Device;

    public void Dispose() => _card?.Dispose();

    [CardFact]
    public void Versions_OfTheMachine_AreNumbers()
    {
        Assert.Matches(@"^\d{3}\.\d+", Library.GetDriverVersion());
        Assert.Matches(@"^\d+\.\d{3}\.", Library.GetNvmlVersion());
        Assert.InRange(Library.DriverMajor, 450, 999);
        Assert.InRange(Library.GetCudaDriverVersion().Major, 10, 20);
        Assert.True(Library.HasFunction(NvmlFunction.Init));
        Assert.True(Library.HasFunction("nvmlDeviceGetName"));
        Assert.False(Library.HasFunction("nvmlMakeCoffee"));
    }

    [CardFact]
    public void Device_ByAnyName_IsTheSame()
    {
        Assert.InRange(Library.DeviceCount, 1, 64);
        var uuid = Device.GetUuid();
        Assert.StartsWith("GPU-", uuid, StringComparison.Ordinal);
        Assert.Equal(uuid, Library.GetDevice(uuid).GetUuid());
        Assert.Equal(uuid, Library.GetDevice(Device.GetPciInfo().BusId).GetUuid());
        Assert.Equal(0u, Device.GetIndex());
        Assert.Equal(0x10DEu, Device.GetPciInfo().PciDeviceId & 0xFFFF);
        Assert.NotEqual(NvmlReturn.Success, Library.TryGetDevice(64, out var none));
        Assert.True(none.IsNone);
        Assert.NotEqual(NvmlReturn.Success, Library.TryGetDevice("GPU-00000000-aaaa-0000-0000-000000000000", out _));
    }

    [CardFact]
    public void Memory_OfADevice_AddsUp()
    {
        var memory = Device.GetMemory();
        Assert.InRange((double)(memory.Used + memory.Free + memory.Reserved), memory.Total - (2.0 * 1024 * 1024), memory.Total + (2.0 * 1024 * 1024));
        var bar = Device.GetBar1Memory();
        Assert.True(bar.Used <= bar.Total && bar.Free <= bar.Total);
    }

    [CardFact]
    public void Power_OfADevice_IsWithinItsLimits()
    {
        var range = Device.GetPowerLimitRange();
        Assert.InRange(Device.GetEnforcedPowerLimit(), 1u, range.Max);
        Assert.InRange(Device.GetDefaultPowerLimit(), range.Min, range.Max);
        Assert.InRange(Device.GetPowerUsage(), 1_000u, range.Max * 3 / 2);
        var before = Device.GetTotalEnergy();
        _card!.Pass(TimeSpan.FromSeconds(2));
        var joules = (Device.GetTotalEnergy() - before) / 1000.0;
        Assert.InRange(joules, 1, range.Max * 2 * 1.5 / 1000.0);
    }

    [CardFact]
    public void Temperatures_OfADevice_ArePlausible()
    {
        Assert.InRange(Device.GetTemperature(), 5, 110);
        if (Device.TryGetMemoryTemperature(out var memory) == NvmlReturn.Success)
        {
            Assert.InRange(memory, 5, 120);
        }

        if (Device.TryGetMarginTemperature(out var margin) == NvmlReturn.Success)
        {
            Assert.InRange(margin, -20, 110);
        }
    }

    [CardFact]
    public void Clocks_OfADevice_AreBelowTheirMost()
    {
        foreach (var clock in new[] { NvmlClock.Multiprocessor, NvmlClock.Memory })
        {
            Assert.InRange(Device.GetClock(clock), 1u, Device.GetMaxClock(clock) + 50);
        }

        var supported = Device.GetSupportedClockEventReasons();
        Assert.Equal(NvmlClockEventReasons.None, Device.GetClockEventReasons() & ~supported);
        Assert.True(Device.GetPerformanceState() is <= 15 or 32);
    }

    [CardFact]
    public void Shares_OfADevice_AreAtMostOneHundred()
    {
        if (Device.TryGetUtilization(out var use) == NvmlReturn.Success)
        {
            Assert.InRange(use.Gpu, 0u, 100u);
            Assert.InRange(use.Memory, 0u, 100u);
        }

        Assert.All(Device.GetProcessUtilization(0), process => Assert.InRange(process.Multiprocessors, 0u, 100u));
        foreach (var sample in Device.TryGetSamples(NvmlSampleType.Gpu, 0, [], out _, out _).Classify() == NvmlReturnClass.Unsupported
            ? [] : Device.GetSamples(NvmlSampleType.Gpu, 0, out _))
        {
            Assert.InRange(sample.Value(NvmlValueType.UInt32), 0, 100);
        }
    }

    [CardFact]
    public void Processes_OfADevice_UseNoMoreThanThereIs()
    {
        var used = Device.GetProcesses(NvmlProcessKind.Compute).Sum(process => (double)(process.UsedMemory ?? 0));
        Assert.InRange(used, 0, Device.GetMemory().Total);
    }

    [CardFact]
    public void FieldValues_InABatch_HaveCodesOfTheirOwn()
    {
        NvmlFieldValue[] fields = [new(NvmlFieldIds.TotalEnergy), new(100_000), new(NvmlFieldIds.PcieReplays)];
        Device.GetFieldValues(fields);
        Assert.Equal(NvmlReturn.Success, fields[0].Code);
        Assert.True(fields[0].UInt64 > 0);
        Assert.NotEqual(NvmlReturn.Success, fields[1].Code);
        Assert.Null(fields[1].UInt64);
        Assert.Null(fields[1].Double);
    }

    [CardFact]
    public void Gpm_WhereThereIsSome_GivesSharesBetweenTwoSamples()
    {
        if (Device.TryGetGpmSupport(out var supported) != NvmlReturn.Success || !supported)
        {
            return;
        }

        using var first = Library.CreateGpmSample();
        using var second = Library.CreateGpmSample();
        Assert.Equal(NvmlReturn.Success, Device.TryTakeGpmSample(first));
        _card!.Pass(TimeSpan.FromMilliseconds(1_100));
        Assert.Equal(NvmlReturn.Success, Device.TryTakeGpmSample(second));
        var metrics = Library.GetGpmMetrics(first, second, NvmlGpmMetricId.GraphicsUtilization, NvmlGpmMetricId.SmUtilization, NvmlGpmMetricId.DramBandwidthUtilization);
        Assert.All(metrics, metric => Assert.True(metric.Code != NvmlReturn.Success || metric.Value is >= 0 and <= 101, metric.ToString()));
        Assert.Contains(metrics, metric => metric.Code == NvmlReturn.Success);
    }

    [CardFact]
    public void Events_OfAnIdleSet_TimeOut()
    {
        using var events = Library.CreateEventSet();
        Assert.Equal(NvmlReturn.Success, events.TryRegister(Device, Device.GetSupportedEvents() & NvmlEventTypes.XidCriticalError));
        Assert.Equal(NvmlReturn.Timeout, events.TryWait(TimeSpan.FromMilliseconds(20), out _));
    }

    [CardFact]
    public void Handles_AfterAReload_AreVoidAndNewOnesWork()
    {
        var (before, uuid) = (Device, Device.GetUuid());
        Assert.Equal(NvmlReturn.Success, Library.TryReload());
        Assert.True(before.IsStale);
        Assert.Equal(NvmlReturn.Uninitialized, before.TryGetName(out _));
        Assert.Equal(uuid, Library.GetDevice(0).GetUuid());
        Assert.Equal(2u, Library.Generation);
    }

    [CardFact]
    public void Topology_OfADevice_IsNearToItself()
    {
        Assert.NotEqual(0UL, Device.GetCpuAffinity(16).Aggregate(0UL, (all, word) => all | word));
        if (Library.DeviceCount > 1)
        {
            Assert.True(Enum.IsDefined(Device.GetCommonAncestor(Library.GetDevice(1))));
        }
    }
}
