using Krewe.Nvml.Native;

namespace Krewe.Nvml;

/// <content>Memory, utilization, samples and batches of figures.</content>
public readonly partial struct NvmlDevice
{
    /// <summary>
    /// Device memory. On a GPU with MIG the sum of all instances, which needs privilege. Since R450. NotSupported where processor and GPU
    /// share memory.
    /// </summary>
    /// <param name="memory">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public unsafe NvmlReturn TryGetMemory(out NvmlMemory memory)
    {
        // Before R510 what is reserved counts as used.
        var raw = MemoryV2.Create();
        var code = Call(NvmlFunction.DeviceGetMemoryInfoV2, (nint)(&raw));
        if (code is NvmlReturn.FunctionNotFound or NvmlReturn.ArgumentVersionMismatch)
        {
            code = Get(NvmlFunction.DeviceGetMemoryInfo, out MemoryV1 old);
            memory = code == NvmlReturn.Success ? new(old.Total, 0, old.Free, old.Used) : default;
            return code;
        }

        memory = code == NvmlReturn.Success ? new(raw.Total, raw.Reserved, raw.Free, raw.Used) : default;
        return code;
    }

    /// <inheritdoc cref="TryGetMemory" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetMemory"/>.</exception>
    public NvmlMemory GetMemory() => Checked(TryGetMemory(out var value), value, NvmlFunction.DeviceGetMemoryInfoV2);

    /// <summary>The window of memory that is mapped for others. Since R450.</summary>
    /// <param name="memory">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetBar1Memory(out NvmlBar1Memory memory) => Get(NvmlFunction.DeviceGetBar1MemoryInfo, out memory);

    /// <inheritdoc cref="TryGetBar1Memory" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetBar1Memory"/>.</exception>
    public NvmlBar1Memory GetBar1Memory() => Checked(TryGetBar1Memory(out var value), value, NvmlFunction.DeviceGetBar1MemoryInfo);

    /// <summary>
    /// How much of the time kernels ran and memory was used. 100 % says only that a kernel was there: see the GPM figures. Since R450.
    /// NotSupported on MIG devices and on GPUs with MIG.
    /// </summary>
    /// <param name="utilization">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetUtilization(out NvmlUtilization utilization) => Get(NvmlFunction.DeviceGetUtilizationRates, out utilization);

    /// <inheritdoc cref="TryGetUtilization" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetUtilization"/>.</exception>
    public NvmlUtilization GetUtilization() => Checked(TryGetUtilization(out var value), value, NvmlFunction.DeviceGetUtilizationRates);

    /// <summary>How busy the video encoder was. Since R450. NotSupported under MIG.</summary>
    /// <param name="utilization">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public unsafe NvmlReturn TryGetEncoderUtilization(out NvmlEngineUtilization utilization)
    {
        uint percent = 0, period = 0;
        var code = Call(NvmlFunction.DeviceGetEncoderUtilization, (nint)(&percent), (nint)(&period));
        utilization = code == NvmlReturn.Success ? new(percent, period) : default;
        return code;
    }

    /// <inheritdoc cref="TryGetEncoderUtilization" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetEncoderUtilization"/>.</exception>
    public NvmlEngineUtilization GetEncoderUtilization() => Checked(TryGetEncoderUtilization(out var value), value, NvmlFunction.DeviceGetEncoderUtilization);

    /// <summary>How busy the video decoder was. Since R450. NotSupported under MIG.</summary>
    /// <param name="utilization">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public unsafe NvmlReturn TryGetDecoderUtilization(out NvmlEngineUtilization utilization)
    {
        uint percent = 0, period = 0;
        var code = Call(NvmlFunction.DeviceGetDecoderUtilization, (nint)(&percent), (nint)(&period));
        utilization = code == NvmlReturn.Success ? new(percent, period) : default;
        return code;
    }

    /// <inheritdoc cref="TryGetDecoderUtilization" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetDecoderUtilization"/>.</exception>
    public NvmlEngineUtilization GetDecoderUtilization() => Checked(TryGetDecoderUtilization(out var value), value, NvmlFunction.DeviceGetDecoderUtilization);

    /// <summary>How busy the JPEG decoder was. Since R535, Turing. NotSupported under MIG.</summary>
    /// <param name="utilization">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public unsafe NvmlReturn TryGetJpegUtilization(out NvmlEngineUtilization utilization)
    {
        uint percent = 0, period = 0;
        var code = Call(NvmlFunction.DeviceGetJpegUtilization, (nint)(&percent), (nint)(&period));
        utilization = code == NvmlReturn.Success ? new(percent, period) : default;
        return code;
    }

    /// <inheritdoc cref="TryGetJpegUtilization" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetJpegUtilization"/>.</exception>
    public NvmlEngineUtilization GetJpegUtilization() => Checked(TryGetJpegUtilization(out var value), value, NvmlFunction.DeviceGetJpegUtilization);

    /// <summary>How busy the optical flow engine was. Since R535, Turing. NotSupported under MIG.</summary>
    /// <param name="utilization">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public unsafe NvmlReturn TryGetOpticalFlowUtilization(out NvmlEngineUtilization utilization)
    {
        uint percent = 0, period = 0;
        var code = Call(NvmlFunction.DeviceGetOpticalFlowUtilization, (nint)(&percent), (nint)(&period));
        utilization = code == NvmlReturn.Success ? new(percent, period) : default;
        return code;
    }

    /// <inheritdoc cref="TryGetOpticalFlowUtilization" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetOpticalFlowUtilization"/>.</exception>
    public NvmlEngineUtilization GetOpticalFlowUtilization() => Checked(TryGetOpticalFlowUtilization(out var value), value, NvmlFunction.DeviceGetOpticalFlowUtilization);

    /// <summary>
    /// What the driver sampled since a time. Since R450. NotFound when there is nothing new, as on an idle device: then
    /// <see cref="TryGetUtilization"/> tells whether it is idle. NotSupported under MIG.
    /// </summary>
    /// <param name="type">What.</param>
    /// <param name="after">Only samples after this timestamp, which an earlier sample had; 0 for all that the ring has.</param>
    /// <param name="samples">Filled from the start.</param>
    /// <param name="count">How many were written; how many there are, when <see cref="NvmlReturn.InsufficientSize"/> is returned.</param>
    /// <param name="valueType">How their values are written.</param>
    public unsafe NvmlReturn TryGetSamples(NvmlSampleType type, ulong after, Span<NvmlSample> samples, out int count, out NvmlValueType valueType)
    {
        var number = (uint)samples.Length;
        var value = 0;
        fixed (NvmlSample* start = samples)
        {
            // With a null pointer the library tells how many there are and calls that a success.
            var code = Call(NvmlFunction.DeviceGetSamples, (nint)type, (nint)after, (nint)(&value), (nint)(&number), (nint)start);
            var none = code == NvmlReturn.Success && samples.IsEmpty && number > 0;
            (count, valueType) = (Known(code) ? (int)number : 0, (NvmlValueType)value);
            return none ? NvmlReturn.InsufficientSize : code;
        }
    }

    /// <summary>What the driver sampled since a time; empty when there is nothing new.</summary>
    /// <param name="type">What.</param>
    /// <param name="after">Only samples after this timestamp; 0 for all that the ring has.</param>
    /// <param name="valueType">How their values are written.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetSamples"/>, but for NotFound.</exception>
    public NvmlSample[] GetSamples(NvmlSampleType type, ulong after, out NvmlValueType valueType)
    {
        var written = default(NvmlValueType);
        var self = this;
        var samples = List<NvmlSample>(
            NvmlFunction.DeviceGetSamples, (Span<NvmlSample> into, out int count) => self.TryGetSamples(type, after, into, out count, out written));
        valueType = written;
        return samples;
    }

    /// <summary>
    /// Many figures at once. Since R450. The call succeeds when any figure was given; each has a <see cref="NvmlFieldValue.Code"/> of its own.
    /// </summary>
    /// <param name="fields">The questions, which become the answers.</param>
    public unsafe NvmlReturn TryGetFieldValues(Span<NvmlFieldValue> fields)
    {
        fixed (NvmlFieldValue* start = fields)
        {
            return Call(NvmlFunction.DeviceGetFieldValues, fields.Length, (nint)start);
        }
    }

    /// <summary>Many figures at once.</summary>
    /// <param name="fields">The questions, which become the answers.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetFieldValues"/>.</exception>
    public void GetFieldValues(Span<NvmlFieldValue> fields) => Check(TryGetFieldValues(fields), NvmlFunction.DeviceGetFieldValues);

    /// <summary>Sets counters back to zero where that is offered. Since R525.</summary>
    /// <param name="fields">Which.</param>
    public unsafe NvmlReturn TryClearFieldValues(Span<NvmlFieldValue> fields)
    {
        fixed (NvmlFieldValue* start = fields)
        {
            return Call(NvmlFunction.DeviceClearFieldValues, fields.Length, (nint)start);
        }
    }

    /// <summary>One figure.</summary>
    private unsafe NvmlReturn TryGetField(uint id, uint scope, out NvmlFieldValue value)
    {
        var local = new NvmlFieldValue(id, scope);
        var code = Call(NvmlFunction.DeviceGetFieldValues, 1, (nint)(&local));
        value = code == NvmlReturn.Success ? local : default;
        return code == NvmlReturn.Success ? local.Code : code;
    }
}
