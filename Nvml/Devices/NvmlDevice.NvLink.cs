using Krewe.Nvml.Native;

namespace Krewe.Nvml;

/// <content>NVLink and fabric.</content>
public readonly partial struct NvmlDevice
{
    private const int MaxFirmware = 100;

    /// <summary>Whether a link is up. Since R450, Pascal. NotSupported without NVLink.</summary>
    /// <param name="link">From 0; InvalidArgument after the last.</param>
    /// <param name="isActive">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetNvLinkState(uint link, out bool isActive)
    {
        var code = Get(NvmlFunction.DeviceGetNvLinkState, (nint)link, out uint raw);
        isActive = raw != 0;
        return code;
    }

    /// <inheritdoc cref="TryGetNvLinkState" path="/summary"/>
    /// <param name="link">From 0.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetNvLinkState"/>.</exception>
    public bool GetNvLinkState(uint link) => Checked(TryGetNvLinkState(link, out var value), value, NvmlFunction.DeviceGetNvLinkState);

    /// <summary>The driver's number for the version of a link: 6 is NVLink 4. Since R450, Pascal.</summary>
    /// <param name="link">From 0; InvalidArgument after the last.</param>
    /// <param name="version">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetNvLinkVersion(uint link, out uint version) => Get(NvmlFunction.DeviceGetNvLinkVersion, (nint)link, out version);

    /// <inheritdoc cref="TryGetNvLinkVersion" path="/summary"/>
    /// <param name="link">From 0; InvalidArgument after the last.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetNvLinkVersion"/>.</exception>
    public uint GetNvLinkVersion(uint link) => Checked(TryGetNvLinkVersion(link, out var value), value, NvmlFunction.DeviceGetNvLinkVersion);

    /// <summary>What a link can do. Since R450, Pascal.</summary>
    /// <param name="link">From 0; InvalidArgument after the last.</param>
    /// <param name="capability">What.</param>
    /// <param name="hasIt">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetNvLinkCapability(uint link, NvmlNvLinkCapability capability, out bool hasIt)
    {
        var code = Get(NvmlFunction.DeviceGetNvLinkCapability, (nint)link, (nint)capability, out uint raw);
        hasIt = raw != 0;
        return code;
    }

    /// <inheritdoc cref="TryGetNvLinkCapability" path="/summary"/>
    /// <param name="link">From 0; InvalidArgument after the last.</param>
    /// <param name="capability">What.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetNvLinkCapability"/>.</exception>
    public bool GetNvLinkCapability(uint link, NvmlNvLinkCapability capability) => Checked(TryGetNvLinkCapability(link, capability, out var value), value, NvmlFunction.DeviceGetNvLinkCapability);

    /// <summary>What is at the other end of a link. Since R450, Pascal.</summary>
    /// <param name="link">From 0; InvalidArgument after the last.</param>
    /// <param name="remote">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetNvLinkRemote(uint link, out NvmlNvLinkRemote remote)
    {
        var code = Get(NvmlFunction.DeviceGetNvLinkRemotePciInfo, (nint)link, out PciAddress pci);
        var known = Get(NvmlFunction.DeviceGetNvLinkRemoteDeviceType, (nint)link, out NvmlNvLinkRemoteType type) == NvmlReturn.Success;
        remote = code == NvmlReturn.Success ? new(known ? type : NvmlNvLinkRemoteType.Unknown, FromNative(pci)) : default;
        return code;
    }

    /// <inheritdoc cref="TryGetNvLinkRemote" path="/summary"/>
    /// <param name="link">From 0; InvalidArgument after the last.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetNvLinkRemote"/>.</exception>
    public NvmlNvLinkRemote GetNvLinkRemote(uint link) => Checked(TryGetNvLinkRemote(link, out var value), value, NvmlFunction.DeviceGetNvLinkRemotePciInfo);

    /// <summary>How often something went wrong on a link. Since R450, Pascal.</summary>
    /// <param name="link">From 0; InvalidArgument after the last.</param>
    /// <param name="error">What.</param>
    /// <param name="errors">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetNvLinkErrors(uint link, NvmlNvLinkError error, out ulong errors) => Get(NvmlFunction.DeviceGetNvLinkErrorCounter, (nint)link, (nint)error, out errors);

    /// <inheritdoc cref="TryGetNvLinkErrors" path="/summary"/>
    /// <param name="link">From 0; InvalidArgument after the last.</param>
    /// <param name="error">What.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetNvLinkErrors"/>.</exception>
    public ulong GetNvLinkErrors(uint link, NvmlNvLinkError error) => Checked(TryGetNvLinkErrors(link, error, out var value), value, NvmlFunction.DeviceGetNvLinkErrorCounter);

    /// <summary>Data that was sent over a link, or over all (NvmlFieldIds.AllLinks), in bytes. Since R450, Volta.</summary>
    /// <param name="link">From 0.</param>
    /// <param name="bytes">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetNvLinkBytesSent(uint link, out ulong bytes)
    {
        var code = TryGetField(NvmlFieldIds.NvLinkDataSent, link, out var field);
        bytes = code == NvmlReturn.Success ? (field.UInt64 ?? 0) << 10 : default;
        return code;
    }

    /// <inheritdoc cref="TryGetNvLinkBytesSent" path="/summary"/>
    /// <param name="link">From 0.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetNvLinkBytesSent"/>.</exception>
    public ulong GetNvLinkBytesSent(uint link) => Checked(TryGetNvLinkBytesSent(link, out var value), value, NvmlFunction.DeviceGetFieldValues);

    /// <summary>Data that was received over a link, or over all (NvmlFieldIds.AllLinks), in bytes. Since R450, Volta.</summary>
    /// <param name="link">From 0.</param>
    /// <param name="bytes">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetNvLinkBytesReceived(uint link, out ulong bytes)
    {
        var code = TryGetField(NvmlFieldIds.NvLinkDataReceived, link, out var field);
        bytes = code == NvmlReturn.Success ? (field.UInt64 ?? 0) << 10 : default;
        return code;
    }

    /// <inheritdoc cref="TryGetNvLinkBytesReceived" path="/summary"/>
    /// <param name="link">From 0.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetNvLinkBytesReceived"/>.</exception>
    public ulong GetNvLinkBytesReceived(uint link) => Checked(TryGetNvLinkBytesReceived(link, out var value), value, NvmlFunction.DeviceGetFieldValues);

    /// <summary>Whether links are encrypted. Since R580, Blackwell.</summary>
    /// <param name="isEncrypted">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public unsafe NvmlReturn TryGetNvLinkEncryption(out bool isEncrypted)
    {
        var raw = NvLinkInfoV1.Create();
        var code = Call(NvmlFunction.DeviceGetNvLinkInfo, (nint)(&raw));
        isEncrypted = code == NvmlReturn.Success && raw.IsEncrypted != 0;
        return code;
    }

    /// <inheritdoc cref="TryGetNvLinkEncryption" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetNvLinkEncryption"/>.</exception>
    public bool GetNvLinkEncryption() => Checked(TryGetNvLinkEncryption(out var value), value, NvmlFunction.DeviceGetNvLinkInfo);

    /// <summary>The firmware of links. Since R580.</summary>
    /// <param name="versions">The driver's number for the kind of firmware, and its version.</param>
    public unsafe NvmlReturn TryGetNvLinkFirmware(out (byte Kind, Version Version)[] versions)
    {
        var raw = NvLinkInfoV2.Create();
        var code = Call(NvmlFunction.DeviceGetNvLinkInfo, (nint)(&raw));
        var count = code == NvmlReturn.Success ? Math.Min((int)raw.FirmwareCount, MaxFirmware) : 0;
        versions = new (byte, Version)[count];
        for (var i = 0; i < count; i++)
        {
            var entry = raw.Firmware[i];
            versions[i] = (entry.Type, new Version((int)entry.Major, (int)entry.Minor, (int)entry.SubMinor));
        }

        return code;
    }

    /// <summary>The firmware of links.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetNvLinkFirmware"/>.</exception>
    public (byte Kind, Version Version)[] GetNvLinkFirmware() => Checked(TryGetNvLinkFirmware(out var value), value, NvmlFunction.DeviceGetNvLinkInfo);

    /// <summary>How it is connected to an NVLink fabric. Since R550, Hopper. NotSupported elsewhere.</summary>
    /// <param name="fabric">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public unsafe NvmlReturn TryGetFabric(out NvmlFabric fabric)
    {
        var newer = FabricV3.Create();
        var code = Call(NvmlFunction.DeviceGetFabricInfo, (nint)(&newer));
        if (code != NvmlReturn.ArgumentVersionMismatch)
        {
            fabric = code != NvmlReturn.Success ? default : new(
                (NvmlFabricState)newer.State, newer.Status, new Guid(newer.Cluster, bigEndian: true), newer.Clique, newer.HealthMask, (NvmlFabricHealth)newer.HealthSummary);
            return code;
        }

        var older = FabricV2.Create();
        code = Call(NvmlFunction.DeviceGetFabricInfo, (nint)(&older));
        fabric = code != NvmlReturn.Success ? default : new(
            (NvmlFabricState)older.State, older.Status, new Guid(older.Cluster, bigEndian: true), older.Clique, older.HealthMask, null);
        return code;
    }

    /// <inheritdoc cref="TryGetFabric" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetFabric"/>.</exception>
    public NvmlFabric GetFabric() => Checked(TryGetFabric(out var value), value, NvmlFunction.DeviceGetFabricInfo);
}
