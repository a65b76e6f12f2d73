using Krewe.Nvml.Native;

namespace Krewe.Nvml;

/// <content>Power and temperature.</content>
public readonly partial struct NvmlDevice
{
    /// <summary>Power in mW; on Ampere (but GA100) and later a one second average. Since R450.</summary>
    /// <param name="milliwatts">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetPowerUsage(out uint milliwatts) => Get(NvmlFunction.DeviceGetPowerUsage, out milliwatts);

    /// <inheritdoc cref="TryGetPowerUsage" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetPowerUsage"/>.</exception>
    public uint GetPowerUsage() => Checked(TryGetPowerUsage(out var value), value, NvmlFunction.DeviceGetPowerUsage);

    /// <summary>
    /// Average power of a part of the board in mW. Since R525, Ampere. NotSupported for a scope that the board does not measure.
    /// </summary>
    /// <param name="scope">Of what.</param>
    /// <param name="milliwatts">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetAveragePower(NvmlPowerScope scope, out uint milliwatts)
    {
        var code = TryGetField(NvmlFieldIds.PowerAverage, (uint)scope, out var field);
        milliwatts = code == NvmlReturn.Success ? (uint)(field.UInt64 ?? 0) : default;
        return code;
    }

    /// <inheritdoc cref="TryGetAveragePower" path="/summary"/>
    /// <param name="scope">Of what.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetAveragePower"/>.</exception>
    public uint GetAveragePower(NvmlPowerScope scope) => Checked(TryGetAveragePower(scope, out var value), value, NvmlFunction.DeviceGetFieldValues);

    /// <summary>
    /// Power of a part of the board at this moment in mW. Since R525, Ampere. NotSupported for a scope that the board does not measure.
    /// </summary>
    /// <param name="scope">Of what.</param>
    /// <param name="milliwatts">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetInstantPower(NvmlPowerScope scope, out uint milliwatts)
    {
        var code = TryGetField(NvmlFieldIds.PowerInstant, (uint)scope, out var field);
        milliwatts = code == NvmlReturn.Success ? (uint)(field.UInt64 ?? 0) : default;
        return code;
    }

    /// <inheritdoc cref="TryGetInstantPower" path="/summary"/>
    /// <param name="scope">Of what.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetInstantPower"/>.</exception>
    public uint GetInstantPower(NvmlPowerScope scope) => Checked(TryGetInstantPower(scope, out var value), value, NvmlFunction.DeviceGetFieldValues);

    /// <summary>The limit that was set, in mW. Since R450.</summary>
    /// <param name="milliwatts">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetPowerLimit(out uint milliwatts) => Get(NvmlFunction.DeviceGetPowerLimit, out milliwatts);

    /// <inheritdoc cref="TryGetPowerLimit" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetPowerLimit"/>.</exception>
    public uint GetPowerLimit() => Checked(TryGetPowerLimit(out var value), value, NvmlFunction.DeviceGetPowerLimit);

    /// <summary>The limit after a start, in mW. Since R450.</summary>
    /// <param name="milliwatts">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetDefaultPowerLimit(out uint milliwatts) => Get(NvmlFunction.DeviceGetDefaultPowerLimit, out milliwatts);

    /// <inheritdoc cref="TryGetDefaultPowerLimit" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetDefaultPowerLimit"/>.</exception>
    public uint GetDefaultPowerLimit() => Checked(TryGetDefaultPowerLimit(out var value), value, NvmlFunction.DeviceGetDefaultPowerLimit);

    /// <summary>The limit that counts, the least of all, in mW. Since R450.</summary>
    /// <param name="milliwatts">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetEnforcedPowerLimit(out uint milliwatts) => Get(NvmlFunction.DeviceGetEnforcedPowerLimit, out milliwatts);

    /// <inheritdoc cref="TryGetEnforcedPowerLimit" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetEnforcedPowerLimit"/>.</exception>
    public uint GetEnforcedPowerLimit() => Checked(TryGetEnforcedPowerLimit(out var value), value, NvmlFunction.DeviceGetEnforcedPowerLimit);

    /// <summary>What limit can be set, in mW. Since R450.</summary>
    /// <param name="milliwatts">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public unsafe NvmlReturn TryGetPowerLimitRange(out NvmlRange milliwatts)
    {
        uint min = 0, max = 0;
        var code = Call(NvmlFunction.DeviceGetPowerLimitRange, (nint)(&min), (nint)(&max));
        milliwatts = code == NvmlReturn.Success ? new(min, max) : default;
        return code;
    }

    /// <inheritdoc cref="TryGetPowerLimitRange" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetPowerLimitRange"/>.</exception>
    public NvmlRange GetPowerLimitRange() => Checked(TryGetPowerLimitRange(out var value), value, NvmlFunction.DeviceGetPowerLimitRange);

    /// <summary>
    /// Limits the power until the driver is loaded again. Root. Since R450. NoPermission; InvalidArgument outside of
    /// <see cref="TryGetPowerLimitRange"/>.
    /// </summary>
    /// <param name="milliwatts">The limit in mW.</param>
    /// <param name="scope">Of what; other than the GPU since R535.</param>
    public unsafe NvmlReturn TrySetPowerLimit(uint milliwatts, NvmlPowerScope scope = NvmlPowerScope.Gpu)
    {
        if (scope == NvmlPowerScope.Gpu)
        {
            return Call(NvmlFunction.DeviceSetPowerLimit, (nint)milliwatts);
        }

        var value = PowerValue.Create();
        (value.Scope, value.Milliwatts) = ((byte)scope, milliwatts);
        return Call(NvmlFunction.DeviceSetPowerLimitV2, (nint)(&value));
    }

    /// <summary>
    /// Energy in mJ since the driver was loaded; its growth over seconds is the best measure of power. Since R450, Volta.
    /// </summary>
    /// <param name="millijoules">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetTotalEnergy(out ulong millijoules) => Get(NvmlFunction.DeviceGetTotalEnergy, out millijoules);

    /// <inheritdoc cref="TryGetTotalEnergy" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetTotalEnergy"/>.</exception>
    public ulong GetTotalEnergy() => Checked(TryGetTotalEnergy(out var value), value, NvmlFunction.DeviceGetTotalEnergy);

    /// <summary>Temperature of the chip in °C. Since R450.</summary>
    /// <param name="celsius">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public unsafe NvmlReturn TryGetTemperature(out int celsius)
    {
        var raw = TemperatureReading.Create();
        var code = Call(NvmlFunction.DeviceGetTemperatureV, (nint)(&raw));
        if (code is NvmlReturn.FunctionNotFound or NvmlReturn.ArgumentVersionMismatch)
        {
            code = Get(NvmlFunction.DeviceGetTemperature, 0, out uint old);
            celsius = (int)old;
            return code;
        }

        celsius = code == NvmlReturn.Success ? raw.Celsius : 0;
        return code;
    }

    /// <inheritdoc cref="TryGetTemperature" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetTemperature"/>.</exception>
    public int GetTemperature() => Checked(TryGetTemperature(out var value), value, NvmlFunction.DeviceGetTemperatureV);

    /// <summary>Temperature of the memory in °C. Since R450. NotSupported on boards without HBM.</summary>
    /// <param name="celsius">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetMemoryTemperature(out int celsius)
    {
        var code = TryGetField(NvmlFieldIds.MemoryTemperature, 0, out var field);
        celsius = code == NvmlReturn.Success ? (int)(field.Int64 ?? 0) : default;
        return code;
    }

    /// <inheritdoc cref="TryGetMemoryTemperature" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetMemoryTemperature"/>.</exception>
    public int GetMemoryTemperature() => Checked(TryGetMemoryTemperature(out var value), value, NvmlFunction.DeviceGetFieldValues);

    /// <summary>How many °C are left until the device slows down. Since R570, Ada.</summary>
    /// <param name="celsius">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public unsafe NvmlReturn TryGetMarginTemperature(out int celsius)
    {
        var raw = MarginReading.Create();
        var code = Call(NvmlFunction.DeviceGetMarginTemperature, (nint)(&raw));
        celsius = code == NvmlReturn.Success ? raw.Celsius : 0;
        return code;
    }

    /// <inheritdoc cref="TryGetMarginTemperature" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetMarginTemperature"/>.</exception>
    public int GetMarginTemperature() => Checked(TryGetMarginTemperature(out var value), value, NvmlFunction.DeviceGetMarginTemperature);

    /// <summary>
    /// The temperature at which something happens, in °C. Since R450. NotSupported for one that the board does not have; Ada and later tell
    /// offsets (NvmlFieldIds.TemperatureLimitShutdown and on).
    /// </summary>
    /// <param name="threshold">Which.</param>
    /// <param name="celsius">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetTemperatureThreshold(NvmlTemperatureThreshold threshold, out uint celsius) => Get(NvmlFunction.DeviceGetTemperatureThreshold, (nint)threshold, out celsius);

    /// <inheritdoc cref="TryGetTemperatureThreshold" path="/summary"/>
    /// <param name="threshold">Which.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetTemperatureThreshold"/>.</exception>
    public uint GetTemperatureThreshold(NvmlTemperatureThreshold threshold) => Checked(TryGetTemperatureThreshold(threshold, out var value), value, NvmlFunction.DeviceGetTemperatureThreshold);

    /// <summary>
    /// How fast the fan is meant to turn, in percent of its nominal most, which it may exceed. Since R450. NotSupported on boards without
    /// fans.
    /// </summary>
    /// <param name="percent">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetFanSpeed(out uint percent) => Get(NvmlFunction.DeviceGetFanSpeed, out percent);

    /// <inheritdoc cref="TryGetFanSpeed" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetFanSpeed"/>.</exception>
    public uint GetFanSpeed() => Checked(TryGetFanSpeed(out var value), value, NvmlFunction.DeviceGetFanSpeed);

    /// <summary>The same of one of several fans. Since R450. InvalidArgument after the last.</summary>
    /// <param name="fan">From 0.</param>
    /// <param name="percent">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetFanSpeedOf(uint fan, out uint percent) => Get(NvmlFunction.DeviceGetFanSpeedV2, (nint)fan, out percent);

    /// <inheritdoc cref="TryGetFanSpeedOf" path="/summary"/>
    /// <param name="fan">From 0.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetFanSpeedOf"/>.</exception>
    public uint GetFanSpeedOf(uint fan) => Checked(TryGetFanSpeedOf(fan, out var value), value, NvmlFunction.DeviceGetFanSpeedV2);
}
