using Krewe.Nvml.Native;

namespace Krewe.Nvml;

/// <content>PCIe.</content>
public readonly partial struct NvmlDevice
{
    /// <summary>
    /// Transfers over PCIe in KB/s, measured over 20 ms in which the call waits: prefer the counters. Since R450. NotSupported under MIG.
    /// </summary>
    /// <param name="direction">Which way.</param>
    /// <param name="kilobytesPerSecond">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetPcieThroughput(NvmlPcieDirection direction, out uint kilobytesPerSecond) => Get(NvmlFunction.DeviceGetPcieThroughput, (nint)direction, out kilobytesPerSecond);

    /// <inheritdoc cref="TryGetPcieThroughput" path="/summary"/>
    /// <param name="direction">Which way.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetPcieThroughput"/>.</exception>
    public uint GetPcieThroughput(NvmlPcieDirection direction) => Checked(TryGetPcieThroughput(direction, out var value), value, NvmlFunction.DeviceGetPcieThroughput);

    /// <summary>Bytes over PCIe; may wrap. Since R550. NotSupported by older devices.</summary>
    /// <param name="direction">Which way.</param>
    /// <param name="bytes">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetPcieBytes(NvmlPcieDirection direction, out ulong bytes)
    {
        var code = TryGetField(direction == NvmlPcieDirection.Transmit ? NvmlFieldIds.PcieBytesSent : NvmlFieldIds.PcieBytesReceived, 0, out var field);
        bytes = code == NvmlReturn.Success ? field.UInt64 ?? 0 : default;
        return code;
    }

    /// <inheritdoc cref="TryGetPcieBytes" path="/summary"/>
    /// <param name="direction">Which way.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetPcieBytes"/>.</exception>
    public ulong GetPcieBytes(NvmlPcieDirection direction) => Checked(TryGetPcieBytes(direction, out var value), value, NvmlFunction.DeviceGetFieldValues);

    /// <summary>The generation that the PCIe link runs at; lower when idle. Since R450.</summary>
    /// <param name="generation">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetPcieLinkGeneration(out uint generation) => Get(NvmlFunction.DeviceGetPcieLinkGeneration, out generation);

    /// <inheritdoc cref="TryGetPcieLinkGeneration" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetPcieLinkGeneration"/>.</exception>
    public uint GetPcieLinkGeneration() => Checked(TryGetPcieLinkGeneration(out var value), value, NvmlFunction.DeviceGetPcieLinkGeneration);

    /// <summary>How many lanes the PCIe link has. Since R450.</summary>
    /// <param name="lanes">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetPcieLinkWidth(out uint lanes) => Get(NvmlFunction.DeviceGetPcieLinkWidth, out lanes);

    /// <inheritdoc cref="TryGetPcieLinkWidth" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetPcieLinkWidth"/>.</exception>
    public uint GetPcieLinkWidth() => Checked(TryGetPcieLinkWidth(out var value), value, NvmlFunction.DeviceGetPcieLinkWidth);

    /// <summary>The highest generation of device and machine together. Since R450.</summary>
    /// <param name="generation">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetMaxPcieLinkGeneration(out uint generation) => Get(NvmlFunction.DeviceGetMaxPcieLinkGeneration, out generation);

    /// <inheritdoc cref="TryGetMaxPcieLinkGeneration" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetMaxPcieLinkGeneration"/>.</exception>
    public uint GetMaxPcieLinkGeneration() => Checked(TryGetMaxPcieLinkGeneration(out var value), value, NvmlFunction.DeviceGetMaxPcieLinkGeneration);

    /// <summary>The most lanes of device and machine together. Since R450.</summary>
    /// <param name="lanes">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetMaxPcieLinkWidth(out uint lanes) => Get(NvmlFunction.DeviceGetMaxPcieLinkWidth, out lanes);

    /// <inheritdoc cref="TryGetMaxPcieLinkWidth" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetMaxPcieLinkWidth"/>.</exception>
    public uint GetMaxPcieLinkWidth() => Checked(TryGetMaxPcieLinkWidth(out var value), value, NvmlFunction.DeviceGetMaxPcieLinkWidth);

    /// <summary>How many transfers over PCIe were repeated. Since R450.</summary>
    /// <param name="replays">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetPcieReplayCounter(out uint replays) => Get(NvmlFunction.DeviceGetPcieReplayCounter, out replays);

    /// <inheritdoc cref="TryGetPcieReplayCounter" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetPcieReplayCounter"/>.</exception>
    public uint GetPcieReplayCounter() => Checked(TryGetPcieReplayCounter(out var value), value, NvmlFunction.DeviceGetPcieReplayCounter);

    /// <summary>Speed of a PCIe lane in MB/s. Since R515.</summary>
    /// <param name="megabytesPerSecond">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetPcieSpeed(out uint megabytesPerSecond) => Get(NvmlFunction.DeviceGetPcieSpeed, out megabytesPerSecond);

    /// <inheritdoc cref="TryGetPcieSpeed" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetPcieSpeed"/>.</exception>
    public uint GetPcieSpeed() => Checked(TryGetPcieSpeed(out var value), value, NvmlFunction.DeviceGetPcieSpeed);
}
