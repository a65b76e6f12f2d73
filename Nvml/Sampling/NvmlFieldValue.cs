using System.Runtime.InteropServices;

namespace Krewe.Nvml;

/// <summary>
/// One figure of a batch (<see cref="NvmlDevice.TryGetFieldValues"/>): asked for by id and scope, and answered with a code of its own. As the library
/// lays it out.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 40)]
public struct NvmlFieldValue
{
    [FieldOffset(0)]
    private uint _fieldId;
    [FieldOffset(4)]
    private uint _scopeId;
    [FieldOffset(8)]
    private long _timestamp;
    [FieldOffset(16)]
    private long _latency;
    [FieldOffset(24)]
    private NvmlValueType _type;
    [FieldOffset(28)]
    private NvmlReturn _code;
    [FieldOffset(32)]
    private ulong _unsigned;

    /// <summary>A question.</summary>
    /// <param name="fieldId">Which figure: see <see cref="NvmlFieldIds"/>.</param>
    /// <param name="scopeId">Of what: a link, a part of the board; 0 for most.</param>
    public NvmlFieldValue(uint fieldId, uint scopeId = 0)
    {
        (_fieldId, _scopeId) = (fieldId, scopeId);
        // Until the library says otherwise there is no value.
        _code = NvmlReturn.NoData;
    }

    /// <summary>Which figure.</summary>
    public readonly uint FieldId => _fieldId;

    /// <summary>Of what.</summary>
    public readonly uint ScopeId => _scopeId;

    /// <summary>When it was read, in microseconds since 1970.</summary>
    public readonly long TimestampMicroseconds => _timestamp;

    /// <summary>How long that took, in microseconds.</summary>
    public readonly long LatencyMicroseconds => _latency;

    /// <summary>How the value is written.</summary>
    public readonly NvmlValueType ValueType => _type;

    /// <summary>Whether this figure was given; the batch as a whole may have succeeded without it.</summary>
    public readonly NvmlReturn Code => _code;

    /// <summary>The value as a number without sign; null where there is none.</summary>
    public readonly ulong? UInt64 => _code == NvmlReturn.Success ? NvmlRawValue.ToUInt64(_type, _unsigned) : null;

    /// <summary>The value as a number with sign; null where there is none.</summary>
    public readonly long? Int64 => _code == NvmlReturn.Success ? NvmlRawValue.ToInt64(_type, _unsigned) : null;

    /// <summary>The value as a fraction; null where there is none.</summary>
    public readonly double? Double => _code == NvmlReturn.Success ? NvmlRawValue.ToDouble(_type, _unsigned) : null;
}
