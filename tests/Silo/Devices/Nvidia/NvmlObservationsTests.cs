using Krewe.Devices;
using Krewe.Nvml;
using Krewe.Silo.Devices.Nvidia;
using Krewe.Specs.Devices;

namespace Krewe.Silo.Tests.Devices.Nvidia;

public sealed class NvmlObservationsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DeviceClasses Classes = new([]);

    private static readonly GpuIdentity Gpu = new() { Uuid = "GPU-1", Name = "NVIDIA H100 80GB HBM3", Index = 2, PciBusId = "00000000:83:00.0", CoreCount = 16_896 };

    private static readonly GpuSnapshot Idle = new()
    {
        Identity = Gpu,
        At = Now,
        MemoryTotalBytes = 80UL << 30,
        MemoryUsedBytes = 0,
        MemoryReservedBytes = 500UL << 20,
        Utilization = 0,
        PowerWatts = 70.5,
        EnergyJoules = 1_000,
        TemperatureCelsius = 30,
        RemappedRows = new NvmlRemappedRows(1, 2, true, false),
        RecoveryAction = NvmlRecoveryAction.ResetGpu,
        ClockEventReasons = NvmlClockEventReasons.GpuIdle | NvmlClockEventReasons.HardwareThermal,
        EccUncorrected = 3,
    };

    private static readonly NvmlPollerStatus Running = new() { State = NvmlPollerState.Running, DriverVersion = "580.1", Problem = "" };

    [Fact]
    public void Of_WhatIsTold_IsToldOn()
    {
        var seen = See(Idle);

        Assert.Equal(("GPU-1", "h100", 80L << 30, 16_896), (seen.Uuid, seen.Class, seen.MemoryBytes, seen.Cores));
        Assert.Equal((DeviceAnswer.Measured, 0d, 0L, 70.5), (seen.Answer, seen.Utilization, seen.UsedMemoryBytes, seen.PowerWatts));
        var more = seen.Telemetry!;
        Assert.Equal((2, "00000000:83:00.0", "580.1", 30d, 1_000d), (more.Index, more.BusId, more.Driver, more.Temperature, more.EnergyJoules));
        Assert.Equal((2, 1, true, false, 1, 0x41L, 3L), (more.UncorrectableRows, more.CorrectableRows, more.RemapPending, more.RemapFailed, more.RecoveryAction, more.ClockReasons, more.UncorrectedErrors));
        Assert.Null(more.TensorActive);
        Assert.Null(more.NvLinkBytes);
    }

    [Theory]
    [InlineData(NvmlReturn.GpuIsLost, DeviceAnswer.Lost)]
    [InlineData(NvmlReturn.ResetRequired, DeviceAnswer.Lost)]
    [InlineData(NvmlReturn.NotFound, DeviceAnswer.Lost)]
    [InlineData(NvmlReturn.Unknown, DeviceAnswer.Failed)]
    [InlineData(NvmlReturn.DriverNotLoaded, DeviceAnswer.Unmeasured)]
    [InlineData(NvmlReturn.LibraryVersionMismatch, DeviceAnswer.Unmeasured)]
    [InlineData(NvmlReturn.Uninitialized, DeviceAnswer.Unmeasured)]
    public void Of_Lost_AnswersAsItsFailureSays(NvmlReturn failure, DeviceAnswer expected)
    {
        var memory = new GpuRecollection();
        See(Idle, memory);
        var seen = See(Idle with { State = GpuState.Lost, Failure = failure }, memory);

        Assert.Equal(expected, seen.Answer);
        Assert.Contains(failure.ToString(), seen.Detail, StringComparison.Ordinal);
        Assert.Equal((80L << 30, "h100"), (seen.MemoryBytes, seen.Class));
        Assert.Null(seen.Utilization);
        Assert.Null(seen.PowerWatts);
    }

    [Fact]
    public void Of_Hung_IsSilentAndSaysWhere()
    {
        var seen = See(Idle with { State = GpuState.Hung, HungIn = NvmlFunction.DeviceGetPowerUsage });
        Assert.Equal((DeviceAnswer.Silent, "in DeviceGetPowerUsage"), (seen.Answer, seen.Detail));
    }

    [Theory]
    [InlineData(NvmlPollerState.LibraryLost, DeviceAnswer.Unmeasured)]
    [InlineData(NvmlPollerState.Hung, DeviceAnswer.Silent)]
    [InlineData(NvmlPollerState.Running, DeviceAnswer.Measured)]
    public void Of_PollerThatDoesNotRead_CountsForEachDevice(NvmlPollerState state, DeviceAnswer expected) =>
        Assert.Equal(expected, See(Idle, status: Running with { State = state }).Answer);

    [Fact]
    public void Of_NothingToldThatWasToldBefore_IsAFailedAnswer()
    {
        var memory = new GpuRecollection();
        See(Idle, memory);

        Assert.Equal(DeviceAnswer.Failed, See(new GpuSnapshot { Identity = Gpu, At = Now }, memory).Answer);
        Assert.Equal(DeviceAnswer.Failed, See(Idle with { At = Now.AddSeconds(-10) }, memory).Answer);
        Assert.Equal(DeviceAnswer.Measured, See(new GpuSnapshot { Identity = Gpu, At = Now }).Answer);
    }

    [Fact]
    public void Of_MigInstance_TakesWhatOnlyTheWholeTells()
    {
        var identity = new GpuIdentity
        {
            Uuid = "MIG-1",
            Name = "NVIDIA H100 80GB HBM3 MIG 1g.10gb",
            Index = 0,
            ParentUuid = "GPU-1",
            GpuInstance = 9,
            MigAttributes = new NvmlMigAttributes(16, 1, 0, 0, 0, 0, 1, 1, 9_984),
        };
        var seen = See(new GpuSnapshot { Identity = identity, At = Now, MemoryTotalBytes = 9_984UL << 20, MemoryUsedBytes = 1, GraphicsActive = 0.25 }, parent: Idle);

        Assert.Equal(("mig-1g.10gb", 16, 0.25), (seen.Class, seen.Cores, seen.Utilization));
        Assert.Equal((2, "1g.10gb", 9, "GPU-1", 30d, 1), (seen.Telemetry!.Index, seen.Telemetry.MigProfile, seen.Telemetry.MigInstance, seen.Telemetry.Parent, seen.Telemetry.Temperature, seen.Telemetry.RecoveryAction));
        Assert.Null(seen.PowerWatts);
        Assert.Null(seen.Telemetry.EnergyJoules);
    }

    [Theory]
    [InlineData("NVIDIA A100-SXM4-40GB MIG 3g.20gb", 3, 3, 19_968, "3g.20gb")]
    [InlineData("NVIDIA A100-SXM4-40GB", 1, 1, 4_864, "1g.5gb")]
    [InlineData("NVIDIA H100 80GB HBM3", 3, 3, 40_448, "3g.40gb")]
    [InlineData("NVIDIA H100 80GB HBM3", 3, 1, 40_448, "1c.3g.40gb")]
    public void Profile_FromNameOrParts(string name, uint slices, uint computeSlices, ulong mebibytes, string expected) => Assert.Equal(
        expected,
        NvmlObservations.Profile(new GpuIdentity { Uuid = "MIG-1", Name = name, Index = 0, ParentUuid = "g", MigAttributes = new NvmlMigAttributes(0, 0, 0, 0, 0, 0, slices, computeSlices, mebibytes) }));

    [Fact]
    public void Of_PcieCounters_BecomeRatesUnlessTheyBeganAnew()
    {
        var memory = new GpuRecollection();
        See(Idle with { PcieSentBytes = 1_000, PcieReceivedBytes = 5_000 }, memory);
        var seen = See(Idle with { At = Now.AddSeconds(2), PcieSentBytes = 5_000, PcieReceivedBytes = 100 }, memory);

        Assert.Equal(2_000d, seen.Telemetry!.PcieSentBytesPerSecond);
        Assert.Null(seen.Telemetry.PcieReceivedBytesPerSecond);
    }

    [Fact]
    public void Faults_OfAGpu_AreThoseOfItsInstancesUnlessTheyNameAnother()
    {
        var faults = new NvmlFaults();
        faults.Add("GPU-1", null, 79, Now);
        faults.Add("GPU-1", 3, 94, Now);
        faults.Add("GPU-2", null, 48, Now);

        Assert.Equal([79, 94], faults.Of("GPU-1", null, null).Select(fault => fault.Xid));
        Assert.Equal([79, 94], faults.Of("MIG-3", "GPU-1", 3).Select(fault => fault.Xid));
        Assert.Equal([79], faults.Of("MIG-4", "GPU-1", 4).Select(fault => fault.Xid));
        Assert.Equal([1L, 2L], faults.Of("GPU-1", null, null).Select(fault => fault.Sequence));
    }

    private static DeviceObservation See(GpuSnapshot seen, GpuRecollection? memory = null, GpuSnapshot? parent = null, NvmlPollerStatus? status = null) =>
        NvmlObservations.Of(seen, parent, status ?? Running, memory ?? new GpuRecollection(), Classes, seen.At == Now.AddSeconds(2) ? Now.AddSeconds(2) : Now);
}
