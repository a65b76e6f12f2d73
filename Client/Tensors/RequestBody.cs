using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Krewe.Client.Inference;
using Krewe.Errors;
using Krewe.Specs;

namespace Krewe.Client.Tensors;

/// <summary>
/// A request as JSON, written once straight from the caller's memory. The time that is left stands in it as a number of fixed width, so that
/// a retry differs from the first try in these bytes only.
/// </summary>
internal sealed class RequestBody
{
    /// <summary>Digits of a time-out, padded with blanks: 2^53 microseconds have 16.</summary>
    private const int TimeoutWidth = 16;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly int _timeoutAt;

    private RequestBody(ReadOnlyMemory<byte> bytes, int timeoutAt) => (_bytes, _timeoutAt) = (bytes, timeoutAt);

    /// <summary>Writes a request.</summary>
    /// <exception cref="KreweException">An input cannot be written (KRW5111).</exception>
    public static RequestBody Write(InferRequest request, string tenant, string id, bool hasDeadline)
    {
        var output = new ArrayBufferWriter<byte>(512 + request.Inputs.Sum(input => 128 + Math.Min(input.EstimatedLength, 1 << 26)));
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        var timeoutAt = WriteParameters(json, request, tenant, id, hasDeadline);
        json.WriteStartArray("inputs"u8);
        foreach (var input in request.Inputs)
        {
            WriteInput(json, input);
        }

        json.WriteEndArray();
        if (request.Outputs.Count > 0)
        {
            json.WriteStartArray("outputs"u8);
            foreach (var name in request.Outputs)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, name);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.Flush();
        return new RequestBody(output.WrittenMemory, timeoutAt);
    }

    /// <summary>The bytes for a try.</summary>
    /// <param name="left">What is left until the deadline; null when there is none.</param>
    /// <param name="first">Whether nobody has the bytes yet; else they are copied, since an earlier try may still be reading them.</param>
    public ReadOnlyMemory<byte> For(TimeSpan? left, bool first)
    {
        if (_timeoutAt < 0 || left is not { } time)
        {
            return _bytes;
        }

        var bytes = first && System.Runtime.InteropServices.MemoryMarshal.TryGetArray(_bytes, out var own) ? own : _bytes.ToArray();
        var number = Math.Max(1, (long)time.TotalMicroseconds).ToString(CultureInfo.InvariantCulture).PadLeft(TimeoutWidth);
        Encoding.ASCII.GetBytes(number, bytes.AsSpan(_timeoutAt, TimeoutWidth));
        return bytes;
    }

    private static int WriteParameters(Utf8JsonWriter json, InferRequest request, string tenant, string id, bool hasDeadline)
    {
        json.WriteStartObject("parameters"u8);
        json.WriteString("tenant"u8, tenant);
        json.WriteString("idempotency_id"u8, id);
        if (request.Class is { } serviceClass)
        {
            json.WriteString("class"u8, serviceClass switch
            {
                ServiceClass.Critical => "critical",
                ServiceClass.Standard => "standard",
                _ => "batch",
            });
        }

        if (request.Affinity is { } affinity)
        {
            json.WriteString("affinity"u8, affinity);
        }

        foreach (var (name, value) in request.Parameters)
        {
            json.WritePropertyName(name);
            WriteParameter(json, name, value);
        }

        var timeoutAt = -1;
        if (hasDeadline)
        {
            json.WritePropertyName("timeout"u8);
            timeoutAt = (int)(json.BytesCommitted + json.BytesPending);
            json.WriteRawValue(new string(' ', TimeoutWidth - 1) + "1", skipInputValidation: true);
        }

        json.WriteEndObject();
        return timeoutAt;
    }

    private static void WriteParameter(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case float number when float.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            default:
                throw new KreweException(new Problem { Code = ErrorCodes.TensorInvalid, Message = "a parameter is a text, a finite number or a boolean", Where = name });
        }
    }

    private static void WriteInput(Utf8JsonWriter json, InferInput input)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, input.Name);
        json.WriteString("datatype"u8, input.Datatype);
        json.WriteStartArray("shape"u8);
        foreach (var dimension in input.Shape)
        {
            json.WriteNumberValue(dimension);
        }

        json.WriteEndArray();
        json.WritePropertyName("data"u8);
        input.WriteData(json);
        json.WriteEndObject();
    }
}
