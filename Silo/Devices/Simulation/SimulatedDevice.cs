using System.Collections.Immutable;
using Krewe.Devices;
using Krewe.Specs.Devices;

namespace Krewe.Silo.Devices.Simulation;

/// <summary>
/// One device that is not there. Its use follows the load with a delay of about a second; it draws what lies between idle and most in proportion,
/// and is as warm as its power makes it, about half a minute later. docs/devices.md has the model.
/// </summary>
internal sealed class SimulatedDevice
{
    private const double Ambient = 28;
    private const double HottestAboveAmbient = 50;
    private const double UseLagSeconds = 1;
    private const double HeatLagSeconds = 30;
    private const double ReservedShare = 0.006;
    private const long HardwareThermalBit = 0x40;
    private const long PowerBrakeBit = 0x80;
    private const long IdleBit = 0x1;
    private const int MostFaults = 16;

    private readonly SimulatedPart _part;
    private readonly ImmutableArray<ScriptedFault> _faults;
    private double _use;
    private double _heat;
    private double _joules;
    private bool _away;

    public SimulatedDevice(SimulatedPart part) =>
        (_part, _faults) = (part, [.. part.Group.Faults.Where(fault => fault.Device is null || fault.Device == part.Number).OrderBy(fault => fault.At)]);

    public string Uuid => _part.Uuid;

    /// <summary>One look.</summary>
    /// <param name="start">When the silo was started.</param>
    /// <param name="elapsed">Since then.</param>
    /// <param name="step">Since the look before.</param>
    /// <param name="load">What the models do.</param>
    /// <returns>What its driver tells; null when it is not listed.</returns>
    public DeviceObservation? Observe(DateTimeOffset start, TimeSpan elapsed, TimeSpan step, SimulatedLoad load)
    {
        var holding = _faults.Where(fault => fault.Kind != ScriptedFaultKind.Xid && fault.Holds(elapsed)).ToList();
        bool Is(ScriptedFaultKind kind) => holding.Any(fault => fault.Kind == kind);
        var gone = Is(ScriptedFaultKind.Lost) || Is(ScriptedFaultKind.Unplugged) || Is(ScriptedFaultKind.Library);
        Advance(step, gone ? default : load, gone);
        if (Is(ScriptedFaultKind.Unplugged))
        {
            return null;
        }

        var seen = new DeviceObservation
        {
            Uuid = _part.Uuid,
            Class = _part.Class,
            Model = _part.Name,
            Accelerator = true,
            Cores = _part.Cores,
            MemoryBytes = _part.MemoryBytes,
            Faults = Reported(start, elapsed),
        };
        var answer = Is(ScriptedFaultKind.Lost) ? DeviceAnswer.Lost
            : Is(ScriptedFaultKind.Library) ? DeviceAnswer.Unmeasured
            : Is(ScriptedFaultKind.Hang) ? DeviceAnswer.Silent
            : Is(ScriptedFaultKind.Errors) ? DeviceAnswer.Failed
            : DeviceAnswer.Measured;
        return answer != DeviceAnswer.Measured ? seen with { Answer = answer, Detail = "simulated", Telemetry = Identity() } : seen with
        {
            Utilization = _use,
            UsedMemoryBytes = Math.Min(_part.MemoryBytes - Reserved, load.MemoryBytes + _part.Group.ForeignMemoryBytes),
            ForeignMemoryBytes = _part.Group.ForeignMemoryBytes,
            PowerWatts = Watts,
            Telemetry = Identity() with
            {
                SmClockMhz = _use > 0 ? _part.Group.Model.SmClockMhz : _part.Group.Model.SmClockMhz / 5,
                MemoryClockMhz = _part.Group.Model.MemoryClockMhz,
                Temperature = Math.Round(Ambient + (HottestAboveAmbient * _heat), 1),
                MemoryTemperature = Math.Round(Ambient + 6 + (HottestAboveAmbient * _heat), 1),
                EnergyJoules = _joules,
                MemoryUtilization = _use / 2,
                EncoderUtilization = 0,
                DecoderUtilization = 0,
                ReservedMemoryBytes = Reserved,
                PcieReplays = 0,
                UncorrectedErrors = _faults.Count(fault => fault.Kind == ScriptedFaultKind.Ecc && fault.At <= elapsed),
                CorrectedErrors = 0,
                UncorrectableRows = Is(ScriptedFaultKind.RemapPending) ? 1 : 0,
                CorrectableRows = 0,
                RemapPending = Is(ScriptedFaultKind.RemapPending),
                RemapFailed = Is(ScriptedFaultKind.RemapFailed),
                RecoveryAction = Is(ScriptedFaultKind.ResetNeeded) ? 1 : 0,
                ClockReasons = (Is(ScriptedFaultKind.Heat) ? HardwareThermalBit : 0) | (Is(ScriptedFaultKind.PowerBrake) ? PowerBrakeBit : 0) | (_use > 0 ? 0 : IdleBit),
                EngineActive = _use,
            },
        };
    }

    private double Watts => (_part.Group.Model.IdleWatts + ((_part.Group.Model.MaxWatts - _part.Group.Model.IdleWatts) * _use)) * _part.Share;

    private long Reserved => (long)(_part.MemoryBytes * ReservedShare);

    /// <summary>Whatever brings a device back has reset it: its counters begin anew.</summary>
    private void Advance(TimeSpan step, SimulatedLoad load, bool gone)
    {
        var seconds = Math.Max(0, step.TotalSeconds);
        _joules = _away && !gone ? 0 : _joules + (gone ? 0 : Watts * seconds);
        _away = gone;
        var target = gone ? 0 : Math.Clamp(load.Busy + _part.Group.Background, 0, 1);
        _use = Near(_use, target, seconds / UseLagSeconds);
        _heat = Near(_heat, target, seconds / HeatLagSeconds);
    }

    private static double Near(double from, double to, double lags)
    {
        const double Close = 0.001;
        var next = to + ((from - to) * Math.Exp(-lags));
        return Math.Abs(next - to) < Close ? to : next;
    }

    /// <summary>The errors so far. Told again with each look, under the same numbers.</summary>
    private ImmutableArray<DeviceFault> Reported(DateTimeOffset start, TimeSpan elapsed) =>
    [
        .. _faults.Where(fault => fault.Xid != 0)
            .Select((fault, index) => (Fault: fault, Sequence: index + 1L))
            .Where(one => one.Fault.At <= elapsed)
            .TakeLast(MostFaults)
            .Select(one => new DeviceFault(one.Sequence, one.Fault.Xid, start + one.Fault.At)),
    ];

    private DeviceTelemetry Identity() => new()
    {
        Index = _part.Number,
        Driver = "simulated",
        MigProfile = _part.MigProfile,
        MigInstance = _part.MigInstance,
        Parent = _part.MigProfile is null ? null : _part.Parent,
    };
}
