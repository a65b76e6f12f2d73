using System.Text;
using System.Text.Json;
using Krewe.Silo.Front.Protocol;
using static Krewe.Silo.Tests.Front.Protocol.Json;

namespace Krewe.Silo.Tests.Front.Protocol;

/// <summary>Seeded mutations of good requests. What is accepted must be what a strict parser reads; the rest must be a typed fault.</summary>
public sealed class InferenceRequestFuzzTests
{
    private const int Cases = 50_000;

    private static readonly string[] Fragments =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "0", "1", "-1", "2", "1.5", "1e400", "-", "e", "null", "true", "NaN", "//", "/*",
        "9223372036854775807", "18446744073709551616", "\"\\ud800\"", "\\u0000", "\ufffd", "😀", "\"data\":", "\"inputs\":", "\"shape\":[2]",
        "\"name\":\"x\"", "\"datatype\":\"INT8\"", "\"FP16\"", "\"BYTES\"", "[[", "]]", ",1", ",,", " ", "\n", "\"id\":\"q\",", "\"parameters\":{\"priority\":9},",
    ];

    private static readonly string[] Seeds =
    [
        """{"id":"1","inputs":[{"name":"x","shape":[2,2],"datatype":"FP32","data":[[1.5,-2e3],[0,4]]}]}""",
        """{"inputs":[{"data":[1,2,3],"name":"x","datatype":"INT8","shape":[3]},{"name":"y","shape":[0],"datatype":"BOOL","data":[]}],"outputs":[{"name":"o"}]}""",
        """{"parameters":{"priority":1,"timeout":10,"tenant":"t","f":"\ud83d\ude00"},"inputs":[{"name":"é","shape":[1],"datatype":"BYTES","data":["a\n"]}],"id":null}""",
        """{"more":{"a":[{}]},"inputs":[{"name":"b","shape":[2],"datatype":"BOOL","parameters":{"k":1},"data":[true,false]}]}""",
        """{"inputs":[{"name":"u","shape":[1,3],"datatype":"UINT64","data":[[18446744073709551615,0,7]]},{"name":"h","shape":[],"datatype":"FP16","data":[65504]}]}""",
    ];

    [Fact]
    public void Read_MutatedRequests_AreRequestsThatAStrictParserAgreesWithOrTypedFaults()
    {
        var random = new Random(20_240_711);
        var accepted = 0;
        var codes = new HashSet<string>();
        for (var i = 0; i < Cases; i++)
        {
            var body = Mutate(Bytes(Seeds[i % Seeds.Length]), random);
            if (InferenceRequestReader.TryRead(body, InferenceLimits.Default, out var request, out var fault))
            {
                accepted++;
                AssertSame(request, body);
                var again = Written(output => BackendRequestWriter.Write(output, request));
                Assert.Equal(request.Inputs.Select(x => Text(x.Data)), Request(again).Inputs.Select(x => Text(x.Data)));
            }
            else
            {
                codes.Add(fault.Code);
                Assert.Equal(400, fault.Status);
                JsonDocument.Parse(Written(output => ErrorWriter.Write(output, fault))).Dispose();
            }
        }

        // The mutations reach both sides, and most of the checks.
        Assert.InRange(accepted, Cases / 20, Cases * 19 / 20);
        Assert.True(codes.Count >= 12, string.Join(' ', codes.Order()));
    }

    [Fact]
    public void Read_EveryPrefixAndEveryByteReplaced_IsARequestOrAFault()
    {
        foreach (var seed in Seeds.Select(Bytes))
        {
            for (var i = 0; i < seed.Length; i++)
            {
                Assert.False(InferenceRequestReader.TryRead(seed.AsMemory(0, i), InferenceLimits.Default, out _, out _));
                foreach (var value in (byte[])[0, (byte)'"', (byte)'\\', (byte)'[', (byte)'}', (byte)'9', 0x80, 0xFF])
                {
                    var body = seed.ToArray();
                    body[i] = value;
                    if (InferenceRequestReader.TryRead(body, InferenceLimits.Default, out var request, out _))
                    {
                        AssertSame(request, body);
                    }
                }
            }
        }
    }

    [Fact]
    public void Read_MutatedAnswersAndMetadata_AreReadOrBadGateway()
    {
        byte[][] seeds =
        [
            Bytes("""{"model_name":"m","outputs":[{"name":"y","shape":[1,2],"datatype":"FP32","data":[[1,2]]}],"parameters":{"a":1}}"""),
            Bytes("""{"name":"m","platform":"p","inputs":[{"name":"x","datatype":"FP32","shape":[-1,4]}],"outputs":[{"name":"y","datatype":"INT8","shape":[1]}]}"""),
        ];
        var random = new Random(77);
        for (var i = 0; i < Cases / 5; i++)
        {
            var body = Mutate(seeds[i % 2], random);
            if (InferenceResponseReader.TryRead(body, InferenceLimits.Default, out var response, out var fault))
            {
                JsonDocument.Parse(Written(output => InferenceResponseWriter.Write(output, response, "m", "1", Request(With("\"id\":\"1\""))))).Dispose();
            }
            else
            {
                Assert.Equal(502, fault.Status);
            }

            if (!ModelMetadataReader.TryRead(body, InferenceLimits.Default, out _, out fault))
            {
                Assert.Equal(502, fault.Status);
            }
        }
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var body = new List<byte>(seed);
        for (var edits = Math.Max(1, random.Next(-2, 4)); edits > 0; edits--)
        {
            var at = random.Next(body.Count + 1);
            switch (random.Next(7))
            {
                case 0:
                    body.InsertRange(at, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]));
                    break;
                case 1 when at < body.Count:
                    body.RemoveRange(at, Math.Min(random.Next(1, 6), body.Count - at));
                    break;
                case 2 when at < body.Count:
                    body[at] = (byte)random.Next(random.Next(2) == 0 ? 128 : 256);
                    break;
                case 3 when body.FindIndex(Math.Min(at, body.Count - 1), value => value is >= (byte)'0' and <= (byte)'9') is >= 0 and var digit:
                    body[digit] = (byte)('0' + random.Next(10));
                    break;
                case 4 when body.FindIndex(Math.Min(at, body.Count - 1), value => value is (byte)',' or (byte)':') is >= 0 and var gap:
                    body.Insert(gap, (byte)" \t\r\n"[random.Next(4)]);
                    break;
                default:
                    var from = random.Next(body.Count);
                    body.InsertRange(at, body.GetRange(from, Math.Min(random.Next(1, 20), body.Count - from)));
                    break;
            }

            if (body.Count == 0)
            {
                break;
            }
        }

        return [.. body];
    }

    private static void AssertSame(InferenceRequest request, byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        Assert.Equal(root.TryGetProperty("id", out var id) ? id.GetString() : null, request.Id);
        var inputs = root.GetProperty("inputs");
        Assert.Equal(inputs.GetArrayLength(), request.Inputs.Count);
        for (var i = 0; i < request.Inputs.Count; i++)
        {
            var (input, expected) = (request.Inputs[i], inputs[i]);
            Assert.Equal(expected.GetProperty("name").GetString(), input.Name);
            Assert.Equal(expected.GetProperty("datatype").GetString(), input.Datatype.WireName());
            Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt64()), input.Shape);
            Assert.Equal(expected.GetProperty("data").GetRawText(), Text(input.Data));
            var elements = Flatten(expected.GetProperty("data")).ToList();
            Assert.Equal(input.Shape.Aggregate(1L, (product, dimension) => product * dimension), elements.Count);
            Assert.Equal(input.ElementCount, elements.Count);
            Assert.All(elements, element => AssertValue(input.Datatype, element));
        }

        if (root.TryGetProperty("outputs", out var outputs) && outputs.ValueKind == JsonValueKind.Array)
        {
            Assert.Equal(outputs.EnumerateArray().Select(output => output.GetProperty("name").GetString()), request.Outputs.Select(output => output.Name));
        }
    }

    private static IEnumerable<JsonElement> Flatten(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Flatten) : [element];

    private static void AssertValue(TensorDatatype datatype, JsonElement element)
    {
        // The getters throw when the value does not fit.
        Assert.True(datatype switch
        {
            TensorDatatype.Bool => element.GetBoolean() || true,
            TensorDatatype.UInt8 => element.GetByte() >= 0,
            TensorDatatype.UInt16 => element.GetUInt16() >= 0,
            TensorDatatype.UInt32 => element.GetUInt32() >= 0,
            TensorDatatype.UInt64 => element.TryGetUInt64(out _),
            TensorDatatype.Int8 => element.TryGetSByte(out _),
            TensorDatatype.Int16 => element.TryGetInt16(out _),
            TensorDatatype.Int32 => element.TryGetInt32(out _),
            TensorDatatype.Int64 => element.TryGetInt64(out _),
            TensorDatatype.Fp16 => Half.IsFinite((Half)element.GetDouble()),
            TensorDatatype.Fp32 => float.IsFinite(element.GetSingle()),
            TensorDatatype.Fp64 => double.IsFinite(element.GetDouble()),
            _ => element.GetString() is not null,
        });
    }
}
