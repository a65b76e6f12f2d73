using System.Text.Json;
using Krewe.Silo.Front.Protocol;
using Krewe.Specs;
using static Krewe.Silo.Tests.Front.Protocol.Json;

namespace Krewe.Silo.Tests.Front.Protocol;

public sealed class InferenceRequestReaderTests
{
    public static TheoryData<string, string> Extremes => new()
    {
        { "BOOL", "true,false" },
        { "UINT8", "0,255" },
        { "UINT16", "0,65535" },
        { "UINT32", "0,4294967295" },
        { "UINT64", "0,18446744073709551615" },
        { "INT8", "-128,127" },
        { "INT16", "-32768,32767" },
        { "INT32", "-2147483648,2147483647" },
        { "INT64", "-9223372036854775808,9223372036854775807" },
        { "FP16", "-65504,6.5504e4" },
        { "FP32", "-3.4028235e38,1e-50" },
        { "FP64", "-1.7976931348623157e308,7" },
        { "BYTES", "\"\",\"\\u00e9\\ud83d\\ude00\\n\"" },
    };

    [Fact]
    public void All_NamesThirteenDatatypes()
    {
        Assert.Equal(13, Extremes.Count);
        Assert.Equal(TensorDatatypes.All.Split(", "), Enum.GetValues<TensorDatatype>().Select(datatype => datatype.WireName()));
    }

    [Theory]
    [MemberData(nameof(Extremes))]
    public void Read_EveryDatatypeFlatAndNested_GivesTheTensor(string datatype, string pair)
    {
        foreach (var (shape, data) in ((string, string)[])
        [
            ("[2]", $"[{pair}]"),
            ("[2,2]", $"[{pair},{pair}]"),
            ("[2,2]", $"[[{pair}],[{pair}]]"),
            ("[1,2,2]", $" [ [ [{pair}] , [{pair}] ] ] ".Trim()),
        ])
        {
            var input = Assert.Single(Request(Tensor(datatype, shape, data)).Inputs);

            Assert.Equal(("x", datatype, shape), (input.Name, input.Datatype.WireName(), TensorShape.Format([.. input.Shape])));
            Assert.Equal(input.Shape.Aggregate(1L, (a, b) => a * b), input.ElementCount);
            Assert.Equal(data, Text(input.Data));
        }
    }

    [Theory]
    [InlineData("[0]", "[]", 0)]
    [InlineData("[0,3]", "[]", 0)]
    [InlineData("[2,0]", "[[],[]]", 0)]
    [InlineData("[2,0]", "[]", 0)]
    [InlineData("[]", "[5]", 1)]
    [InlineData("[1,1,1]", "[5]", 1)]
    [InlineData("[1,1,1]", "[[[5]]]", 1)]
    public void Read_EmptyAndScalarTensors_AreTensors(string shape, string data, long elements) =>
        Assert.Equal(elements, Request(Tensor("FP32", shape, data)).Inputs[0].ElementCount);

    [Fact]
    public void Read_DeepestShapeInAnyMemberOrder_IsRead()
    {
        var shape = "[" + Repeat("1,", 31) + "1]";
        var data = Repeat("[", 32) + "7" + Repeat("]", 32);

        Assert.Equal(data, Text(Request(Tensor("INT8", shape, data)).Inputs[0].Data));
        var late = Request($$"""{"inputs":[{"data":{{data}},"datatype":"INT8","more":[[]],"shape":{{shape}},"name":"x"}]}""");
        Assert.Equal(data, Text(late.Inputs[0].Data));
        Assert.Equal(32, late.Inputs[0].Shape.Count);
    }

    [Fact]
    public void Read_WholeRequest_GivesAllOfIt()
    {
        var request = Request("""
            { "id" : "4\u0032", "ignored": {"a": [1, {"b": null}]},
              "parameters": {"priority": 1, "class": "critical", "timeout": 1500, "tenant": "acme.eu", "affinity": "s/1",
                             "idempotency_id": "i-1", "temp": 0.50, "name": "q\"", "on": true, "binary_data_output": true},
              "outputs": [{"name": "y", "parameters": {"classification": 2, "binary_data": true}}, {"name": "z", "parameters": null}],
              "inputs": [
                {"name": "a", "shape": [2], "datatype": "INT64", "parameters": {"k": "v"}, "data": [1, 2]},
                {"name": "b", "shape": [1], "datatype": "BYTES", "data": ["x"]} ] }
            """);

        Assert.Equal("42", request.Id);
        Assert.Equal((ServiceClass.Critical, "acme.eu", "s/1", "i-1"),
            (request.Parameters.Class, request.Parameters.Tenant, request.Parameters.Affinity, request.Parameters.IdempotencyId));
        Assert.Equal(TimeSpan.FromMicroseconds(1500), request.Parameters.Timeout);
        Assert.Equal(
            [("temp", JsonTokenType.Number, "0.50"), ("name", JsonTokenType.String, "\"q\\\"\""), ("on", JsonTokenType.True, "true")],
            request.Parameters.Forwarded.Select(p => (p.Name, p.Kind, Text(p.Value))));
        Assert.Equal(["a", "b"], request.Inputs.Select(input => input.Name));
        Assert.Equal(("k", "v"), (request.Inputs[0].Parameters[0].Name, request.Inputs[0].Parameters[0].AsString()));
        Assert.Equal(["y", "z"], request.Outputs.Select(output => output.Name));
        Assert.Equal("classification", Assert.Single(request.Outputs[0].Parameters).Name);
        Assert.Equal(3, request.ElementCount);
    }

    [Fact]
    public void Read_OptionalMembersNullOrAbsent_AreAbsent()
    {
        foreach (var body in (string[])[With("\"id\":null,\"parameters\":null,\"outputs\":null"), With("\"outputs\":[]"), With("\"parameters\":{}")])
        {
            var request = Request(body);

            Assert.Null(request.Id);
            Assert.Empty(request.Outputs);
            Assert.Equal(RequestParameters.None, request.Parameters);
        }
    }

    [Theory]
    [InlineData("\"priority\":0", null)]
    [InlineData("\"priority\":1", "Critical")]
    [InlineData("\"priority\":2", "Standard")]
    [InlineData("\"priority\":3", "Batch")]
    [InlineData("\"priority\":9223372036854775807", "Batch")]
    [InlineData("\"class\":\"standard\"", "Standard")]
    [InlineData("\"priority\":0,\"class\":\"batch\"", "Batch")]
    [InlineData("\"class\":\"batch\",\"priority\":7", "Batch")]
    [InlineData("\"timeout\":0", null)]
    public void Read_PriorityAndClass_AreOneClass(string parameters, string? expected) =>
        Assert.Equal(expected, Request(With($"\"parameters\":{{{parameters}}}")).Parameters.Class?.ToString());

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, 10L)]
    [InlineData(1L << 53, (1L << 53) * 10)]
    public void Read_Timeout_IsMicroseconds(long microseconds, long? ticks) =>
        Assert.Equal(ticks, Request(With($"\"parameters\":{{\"timeout\":{microseconds}}}")).Parameters.Timeout?.Ticks);

    [Fact]
    public void Check_BinaryHeader_IsRefusedWith415()
    {
        Assert.Null(BinaryExtension.Check(null));
        var fault = BinaryExtension.Check("120");
        Assert.Equal((415, ProtocolCodes.ExtensionNotSupported), (fault!.Status, fault.Code));
        Assert.Contains("Inference-Header-Content-Length", fault.Message, StringComparison.Ordinal);
    }
}
