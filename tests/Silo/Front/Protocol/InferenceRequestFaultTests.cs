using Krewe.Silo.Front.Protocol;
using static Krewe.Silo.Tests.Front.Protocol.Json;

namespace Krewe.Silo.Tests.Front.Protocol;

/// <summary>One row for each way in which a body is no request: what it is told, and that it is told where.</summary>
public sealed class InferenceRequestFaultTests
{
    private const string Good = """{"name":"x","shape":[1],"datatype":"FP32","data":[1]}""";

    public static TheoryData<string, string, string, string> NotJson => new()
    {
        { "", ProtocolCodes.MalformedJson, "the body (byte 0)", "empty" },
        { "   ", ProtocolCodes.MalformedJson, "the body (byte 3", "RFC 8259" },
        { "{", ProtocolCodes.MalformedJson, "the body (byte 1", "RFC 8259" },
        { "hello", ProtocolCodes.MalformedJson, "the body (byte 0", "RFC 8259" },
        { "[]", ProtocolCodes.WrongJsonType, "the body (byte 0)", "a JSON object, not an array" },
        { "null", ProtocolCodes.WrongJsonType, "the body (byte 0)", "not null" },
        { "\ufeff{}", ProtocolCodes.MalformedJson, "the body (byte 0)", "byte order mark" },
        { $$"""{"inputs":[{{Good}}]} {}""", ProtocolCodes.MalformedJson, "the body (byte ", "RFC 8259" },
        { $$"""{"inputs":[{{Good}}],}""", ProtocolCodes.MalformedJson, "the body (byte ", "trailing commas" },
        { $$"""{"inputs":[{{Good}},]}""", ProtocolCodes.MalformedJson, "inputs (byte ", "trailing commas" },
        { $$"""{/* c */"inputs":[{{Good}}]}""", ProtocolCodes.MalformedJson, "the body (byte 1", "comments" },
        { $$"""{'inputs':[{{Good}}]}""", ProtocolCodes.MalformedJson, "the body (byte 1", "RFC 8259" },
        { Tensor("FP32", "[1]", "[NaN]"), ProtocolCodes.MalformedJson, "inputs[0].data (byte ", "NaN and Infinity" },
        { Tensor("FP32", "[2]", "[1,-Infinity]"), ProtocolCodes.MalformedJson, "inputs[0].data (byte ", "NaN and Infinity" },
        { Tensor("FP32", "[1]", "[Infinity]"), ProtocolCodes.MalformedJson, "inputs[0].data (byte ", "NaN and Infinity" },
        { Tensor("FP32", "[1]", "[01]"), ProtocolCodes.MalformedJson, "inputs[0].data (byte ", "RFC 8259" },
        { Tensor("FP32", "[1]", "[+1]"), ProtocolCodes.MalformedJson, "inputs[0].data (byte ", "RFC 8259" },
        { Tensor("FP32", "[1]", "[.5]"), ProtocolCodes.MalformedJson, "inputs[0].data (byte ", "RFC 8259" },
        { Tensor("FP32", "[1]", "[1"), ProtocolCodes.MalformedJson, "inputs[0].data (byte ", "RFC 8259" },
        { Tensor("BYTES", "[1]", "[\"a\nb\"]"), ProtocolCodes.MalformedJson, "inputs[0].data (byte ", "RFC 8259" },
        { Tensor("BYTES", "[1]", """["\ud800"]"""), ProtocolCodes.MalformedJson, "inputs[0].data (byte ", "pair" },
        { With("""  "id":"\udc00" """), ProtocolCodes.MalformedJson, "id (byte ", "pair" },
        { With("""  "\ud800x":1 """), ProtocolCodes.MalformedJson, "the body (byte ", "pair" },
        { With("\"more\":" + Repeat("[", 32) + Repeat("]", 32)), ProtocolCodes.NestedTooDeep, "the body (byte ", "32 deep" },
        { With("\"more\":" + Repeat("{\"a\":", 100_000)), ProtocolCodes.NestedTooDeep, "the body (byte ", "32 deep" },
        { Repeat("[", 1_000_000), ProtocolCodes.WrongJsonType, "the body (byte 0)", "a JSON object" },
        { Repeat("{\"inputs\":", 1_000_000), ProtocolCodes.WrongJsonType, "inputs (byte ", "array of tensors" },
        { Tensor("FP32", "[1]", Repeat("[", 100_000)), ProtocolCodes.DataNesting, "inputs[0].data[0] (byte ", "nested 1 deep" },
        { """{"inputs":[{"data":""" + Repeat("[", 100_000), ProtocolCodes.NestedTooDeep, "inputs[0].data (byte ", "35 deep" },
    };

    public static TheoryData<string, string, string, string> WrongForm => new()
    {
        { "{}", ProtocolCodes.MissingMember, "the body (byte 1)", "\"inputs\"" },
        { """{"inputs":null}""", ProtocolCodes.WrongJsonType, "inputs (byte 10)", "array of tensors, not null" },
        { """{"inputs":{}}""", ProtocolCodes.WrongJsonType, "inputs (byte 10)", "array of tensors, not an object" },
        { """{"inputs":[]}""", ProtocolCodes.InputCount, "inputs (byte 11)", "at least one" },
        { """{"inputs":[1]}""", ProtocolCodes.WrongJsonType, "inputs[0] (byte 11)", "not a number" },
        { $$"""{"inputs":[{{Good}},[]]}""", ProtocolCodes.WrongJsonType, "inputs[1] (byte ", "not an array" },
        { """{"inputs":[{}]}""", ProtocolCodes.MissingMember, "inputs[0] (byte ", "\"name\" is missing" },
        { """{"inputs":[{"name":"x"}]}""", ProtocolCodes.MissingMember, "inputs[0] (byte ", "\"shape\" is missing" },
        { """{"inputs":[{"name":"x","shape":[1]}]}""", ProtocolCodes.MissingMember, "inputs[0] (byte ", "\"datatype\" is missing" },
        { """{"inputs":[{"name":"x","shape":[1],"datatype":"FP32"}]}""", ProtocolCodes.MissingMember, "inputs[0] (byte ", "\"data\" is missing" },
        { """{"inputs":[{"name":1}]}""", ProtocolCodes.WrongJsonType, "inputs[0].name (byte 19)", "a string, not a number" },
        { """{"inputs":[{"name":""}]}""", ProtocolCodes.InvalidName, "inputs[0].name (byte 19)", "empty" },
        { """{"inputs":[{"name":"LONG"}]}""".Replace("LONG", Repeat("é", 129)), ProtocolCodes.InvalidName, "inputs[0].name (byte 19)", "256 bytes" },
        { """{"inputs":[{"name":"LONG"}]}""".Replace("LONG", Repeat("a", 90_000)), ProtocolCodes.InvalidName, "inputs[0].name (byte 19)", "256 bytes" },
        { $$"""{"inputs":[{{Good}},{{Good}}]}""", ProtocolCodes.DuplicateTensor, "inputs[1] (byte ", "\"x\"; names are unique" },
        { $$"""{"inputs":[{{Good}}],"inputs":[{{Good}}]}""", ProtocolCodes.DuplicateMember, "the body (byte ", "\"inputs\" stands twice" },
        { $$"""{"inputs":[{{Good}}],"inp\u0075ts":[{{Good}}]}""", ProtocolCodes.DuplicateMember, "the body (byte ", "\"inputs\" stands twice" },
        { """{"inputs":[{"name":"x","name":"y"}]}""", ProtocolCodes.DuplicateMember, "inputs[0] (byte 23)", "\"name\" stands twice" },
        { """{"inputs":[{"shape":[1],"shape":[2]}]}""", ProtocolCodes.DuplicateMember, "inputs[0] (byte ", "\"shape\" stands twice" },
        { """{"inputs":[{"data":[1],"data":[2]}]}""", ProtocolCodes.DuplicateMember, "inputs[0] (byte ", "\"data\" stands twice" },
        { """{"inputs":[{"datatype":"FP32","datatype":"FP32"}]}""", ProtocolCodes.DuplicateMember, "inputs[0] (byte ", "\"datatype\" stands twice" },
        { With("\"id\":5"), ProtocolCodes.WrongJsonType, "id (byte 6)", "a string, not a number" },
        { With("\"id\":\"a\",\"id\":\"b\""), ProtocolCodes.DuplicateMember, "the body (byte ", "\"id\" stands twice" },
        { With("\"id\":\"LONG\"").Replace("LONG", Repeat("a", 257)), ProtocolCodes.InvalidName, "id (byte 6)", "256 bytes" },
        { With("\"outputs\":{}"), ProtocolCodes.WrongJsonType, "outputs (byte 11)", "array of outputs, not an object" },
        { With("\"outputs\":[\"y\"]"), ProtocolCodes.WrongJsonType, "outputs[0] (byte ", "not a string" },
        { With("\"outputs\":[{}]"), ProtocolCodes.MissingMember, "outputs[0] (byte ", "\"name\" is missing" },
        { With("\"outputs\":[{\"name\":\"\"}]"), ProtocolCodes.InvalidName, "outputs[0].name (byte ", "empty" },
        { With("\"outputs\":[{\"name\":\"y\"},{\"name\":\"y\"}]"), ProtocolCodes.DuplicateTensor, "outputs[1] (byte ", "\"y\"; names are unique" },
        { With("\"outputs\":[{\"name\":\"y\",\"name\":\"y\"}]"), ProtocolCodes.DuplicateMember, "outputs[0] (byte ", "\"name\" stands twice" },
        { With("\"outputs\":[" + Repeat("{\"name\":\"y\"},", 1_001)), ProtocolCodes.DuplicateTensor, "outputs[1] (byte ", "unique" },
    };

    public static TheoryData<string, string, string, string> WrongTensor => new()
    {
        { Tensor("FP31", "[1]", "[1]"), ProtocolCodes.UnknownDatatype, "inputs[0].datatype (byte ", "\"FP31\" is no datatype; it is one of BOOL, UINT8" },
        { Tensor("fp32", "[1]", "[1]"), ProtocolCodes.UnknownDatatype, "inputs[0].datatype (byte ", "FP32" },
        { Tensor("BF16", "[1]", "[1]"), ProtocolCodes.UnknownDatatype, "inputs[0].datatype (byte ", "FP16" },
        { """{"inputs":[{"datatype":1}]}""", ProtocolCodes.WrongJsonType, "inputs[0].datatype (byte ", "a string" },
        { Tensor("FP32", "1", "[1]"), ProtocolCodes.WrongJsonType, "inputs[0].shape (byte ", "array of integers" },
        { Tensor("FP32", "[\"1\"]", "[1]"), ProtocolCodes.WrongJsonType, "inputs[0].shape[0] (byte ", "an integer, not a string" },
        { Tensor("FP32", "[1,-1]", "[1]"), ProtocolCodes.InvalidShape, "inputs[0].shape[1] (byte ", "an integer from 0" },
        { Tensor("FP32", "[1.0]", "[1]"), ProtocolCodes.InvalidShape, "inputs[0].shape[0] (byte ", "\"1.0\"" },
        { Tensor("FP32", "[1e3]", "[1]"), ProtocolCodes.InvalidShape, "inputs[0].shape[0] (byte ", "\"1e3\"" },
        { Tensor("FP32", "[9223372036854775808]", "[1]"), ProtocolCodes.InvalidShape, "inputs[0].shape[0] (byte ", "9223372036854775807" },
        { Tensor("FP32", "[" + Repeat("1,", 32) + "1]", "[1]"), ProtocolCodes.InvalidShape, "inputs[0].shape (byte ", "more than 32" },
        { Tensor("FP32", "[4294967296,4294967296]", "[1]"), ProtocolCodes.ShapeOverflow, "inputs[0].shape (byte ", "does not fit 64 bits" },
        { Tensor("FP32", "[9223372036854775807,2]", "[1]"), ProtocolCodes.ShapeOverflow, "inputs[0].shape (byte ", "number of elements" },
        { Tensor("FP32", "[0,4294967296,4294967296]", "[]"), ProtocolCodes.ShapeOverflow, "inputs[0].shape (byte ", "does not fit 64 bits" },
        { Tensor("FP32", "[4294967296,4294967296,0]", "[]"), ProtocolCodes.ShapeOverflow, "inputs[0].shape (byte ", "does not fit 64 bits" },
        { Tensor("FP32", "[9223372036854775807]", "[1]"), ProtocolCodes.TooManyElements, "inputs[0].shape (byte ", "67108864 more are allowed" },
        { Tensor("FP32", "[2]", "[1]"), ProtocolCodes.ElementCount, "inputs[0].data (byte ", "there are 1 elements, but shape [2] has 2" },
        { Tensor("FP32", "[2]", "[1,2,3]"), ProtocolCodes.ElementCount, "inputs[0].data (byte ", "shape [2] has; it has 2" },
        { Tensor("FP32", "[1]", "[]"), ProtocolCodes.ElementCount, "inputs[0].data (byte ", "there are 0 elements" },
        { Tensor("FP32", "[0]", "[1]"), ProtocolCodes.ElementCount, "inputs[0].data (byte ", "it has 0" },
        { Tensor("FP32", "[]", "[]"), ProtocolCodes.ElementCount, "inputs[0].data (byte ", "shape [] has 1" },
        { Tensor("FP32", "[1]", "1"), ProtocolCodes.WrongJsonType, "inputs[0].data (byte ", "array of the tensor's elements, not a number" },
        { Tensor("FP32", "[1]", "null"), ProtocolCodes.WrongJsonType, "inputs[0].data (byte ", "not null" },
        { Tensor("FP32", "[2]", "[[1,2]]"), ProtocolCodes.DataNesting, "inputs[0].data[0] (byte ", "nested 1 deep" },
        { Tensor("FP32", "[2,2]", "[[1,2],[3]]"), ProtocolCodes.DataNesting, "inputs[0].data[1] (byte ", "has 1 elements, but shape [2,2] has 2" },
        { Tensor("FP32", "[2,2]", "[[1,2],[3,4,5]]"), ProtocolCodes.DataNesting, "inputs[0].data[1] (byte ", "has more elements, but shape [2,2] has 2" },
        { Tensor("FP32", "[2,2]", "[[1,2]]"), ProtocolCodes.DataNesting, "inputs[0].data (byte ", "has 1 elements" },
        { Tensor("FP32", "[2,2]", "[[1,2],[3,4],[5,6]]"), ProtocolCodes.DataNesting, "inputs[0].data (byte ", "has more elements" },
        { Tensor("FP32", "[2,2]", "[[1,2],3,4]"), ProtocolCodes.DataNesting, "inputs[0].data[1] (byte ", "a number stands where" },
        { Tensor("FP32", "[2,2]", "[1,2,[3,4]]"), ProtocolCodes.DataNesting, "inputs[0].data[2] (byte ", "an array stands where an element is due" },
        { Tensor("FP32", "[2,2]", "[[1,2],[3,[4]]]"), ProtocolCodes.DataNesting, "inputs[0].data[1][1] (byte ", "an array stands where an element is due" },
        { Tensor("FP32", "[2,2,2]", "[[1,2,3,4],[5,6,7,8]]"), ProtocolCodes.DataNesting, "inputs[0].data[0][0] (byte ", "flat, or nested as the shape says" },
        { """{"inputs":[{"data":[1,2],"shape":[3],"datatype":"FP32","name":"x"}]}""", ProtocolCodes.ElementCount, "inputs[0].data (byte 23)", "there are 2 elements" },
        { """{"inputs":[{"data":[1,"2"],"shape":[2],"datatype":"FP32","name":"x"}]}""", ProtocolCodes.ElementType, "inputs[0].data[1] (byte 22)", "not a string" },
    };

    public static TheoryData<string, string, string, string> WrongElement
    {
        get
        {
            var rows = new TheoryData<string, string, string, string>();
            void Type(string datatype, string element, string due) =>
                rows.Add(Tensor(datatype, "[1]", $"[{element}]"), ProtocolCodes.ElementType, "inputs[0].data[0] (byte ", due);
            void Range(string datatype, string element, string due) =>
                rows.Add(Tensor(datatype, "[1]", $"[{element}]"), ProtocolCodes.ElementRange, "inputs[0].data[0] (byte ", due);

            foreach (var element in (string[])["null", "true", "\"1\"", "{}"])
            {
                foreach (var datatype in TensorDatatypes.All.Split(", "))
                {
                    if ((datatype, element) is not (("BOOL", "true") or ("BYTES", "\"1\"")))
                    {
                        Type(datatype, element, $"an element of {datatype} is");
                    }
                }
            }

            Type("BOOL", "1", "true or false, not a number");
            Type("BOOL", "0", "true or false, not a number");
            Type("BYTES", "1", "a string, not a number");
            foreach (var (datatype, below, above) in ((string, string, string)[])
            [
                ("UINT8", "-1", "256"), ("UINT16", "-1", "65536"), ("UINT32", "-1", "4294967296"), ("UINT64", "-1", "18446744073709551616"),
                ("INT8", "-129", "128"), ("INT16", "-32769", "32768"), ("INT32", "-2147483649", "2147483648"),
                ("INT64", "-9223372036854775809", "9223372036854775808"),
            ])
            {
                Range(datatype, below, $"\"{below}\" is no value of {datatype}; an element is an integer from ");
                Range(datatype, above, $"\"{above}\" is no value of {datatype}");
                Range(datatype, "1.0", "without fraction or exponent");
                Range(datatype, "1e2", "without fraction or exponent");
            }

            foreach (var (datatype, above) in ((string, string)[])[("FP16", "65520"), ("FP32", "3.4028236e38"), ("FP64", "1.8e308")])
            {
                Range(datatype, above, $"\"{above}\" is no value of {datatype}; an element is a number from -");
                Range(datatype, "-" + above, $"is no value of {datatype}");
                Range(datatype, "1e400", $"\"1e400\" is no value of {datatype}");
                Range(datatype, "-1E400", $"\"-1E400\" is no value of {datatype}");
                Range(datatype, Repeat("9", 400), $"is no value of {datatype}");
            }

            return rows;
        }
    }

    public static TheoryData<string, string, string, string> WrongParameter
    {
        get
        {
            var rows = new TheoryData<string, string, string, string>
            {
                { With("\"parameters\":[]"), ProtocolCodes.WrongJsonType, "parameters (byte ", "an object of parameters, not an array" },
                { With("\"parameters\":{},\"parameters\":{}"), ProtocolCodes.DuplicateMember, "the body (byte ", "stands twice" },
                { With("""  "parameters":{"a":{}} """), ProtocolCodes.WrongJsonType, "parameters.a (byte ", "a string, a number or a boolean, not an object" },
                { With("""  "parameters":{"a":[1]} """), ProtocolCodes.WrongJsonType, "parameters.a (byte ", "not an array" },
                { With("""  "parameters":{"a":null} """), ProtocolCodes.WrongJsonType, "parameters.a (byte ", "not null" },
                { With("""  "parameters":{"a":1,"a":2} """), ProtocolCodes.DuplicateMember, "parameters.a (byte ", "stands twice" },
                { With("""  "parameters":{"tenant":"a","t\u0065nant":"b"} """), ProtocolCodes.DuplicateMember, "parameters.tenant (byte ", "stands twice" },
                { With("""  "parameters":{"":1} """), ProtocolCodes.InvalidName, "parameters (byte ", "empty" },
                { With("\"parameters\":{" + string.Join(',', Enumerable.Range(0, 101).Select(i => $"\"p{i}\":1")) + "}"), ProtocolCodes.TooManyParameters, "parameters.p99 (byte ", "more than 100" },
                { With("""  "parameters":{"priority":1,"class":"batch"} """), ProtocolCodes.ConflictingParameters, "parameters (byte ", "priority means critical and class says batch" },
                { With("""  "outputs":[{"name":"y","parameters":{"a":[]}}] """), ProtocolCodes.WrongJsonType, "outputs[0].parameters.a (byte ", "not an array" },
                { With("""  "outputs":[{"name":"y","parameters":{"shared_memory_region":"r"}}] """), ProtocolCodes.ExtensionNotSupported, "outputs[0].parameters.shared_memory_region (byte ", "\"data\"" },
                { """{"inputs":[{"name":"x","shape":[1],"datatype":"FP32","parameters":{"binary_data_size":4}}]}""", ProtocolCodes.ExtensionNotSupported, "inputs[0].parameters.binary_data_size (byte ", "\"data\"" },
                { """{"inputs":[{"name":"x","parameters":{"shared_memory_region":"r"}}]}""", ProtocolCodes.ExtensionNotSupported, "inputs[0].parameters.shared_memory_region (byte ", "\"data\"" },
                { """{"inputs":[{"name":"x","parameters":{"a":1,"a":1}}]}""", ProtocolCodes.DuplicateMember, "inputs[0].parameters.a (byte ", "stands twice" },
            };
            foreach (var (name, due, values) in ((string, string, string[])[])
            [
                ("priority", "0 default, 1 critical", ["-1", "1.5", "1.0", "1e0", "\"1\"", "true", "9223372036854775808"]),
                ("timeout", "1 to 9007199254740992", ["-1", "0.5", "\"1\"", "false", "9007199254740993", "1e3"]),
                ("class", "\"critical\", \"standard\" or \"batch\"", ["\"\"", "\"Critical\"", "\"high\"", "1", "true"]),
                ("tenant", "a-z, 0-9", ["\"\"", "\"A\"", "\"-a\"", "\"a-\"", "\"a/b\"", "\"../a\"", "1", $"\"{Repeat("a", 64)}\""]),
                ("fairness_key", "1 to 256 bytes", ["\"\"", "1"]),
                ("affinity", "1 to 256 bytes", ["\"\"", "1", "\"a\\u0000\"", $"\"{Repeat("é", 129)}\""]),
                ("idempotency_id", "1 to 256 bytes", ["\"\"", "1", "\"a\\n\"", $"\"{Repeat("a", 257)}\""]),
            ])
            {
                foreach (var value in values)
                {
                    rows.Add(With($$"""  "parameters":{"{{name}}":{{value}}} """), ProtocolCodes.InvalidParameter, $"parameters.{name} (byte ", due);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(NotJson))]
    [MemberData(nameof(WrongForm))]
    [MemberData(nameof(WrongTensor))]
    [MemberData(nameof(WrongElement))]
    [MemberData(nameof(WrongParameter))]
    public void Read_BadBody_FaultNamesCodePlaceAndRemedy(string body, string code, string place, string remedy)
    {
        var fault = Fault(body);

        Assert.Equal((400, code), (fault.Status, fault.Code));
        Assert.StartsWith(place, fault.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, fault.Message, StringComparison.Ordinal);
        Assert.True(fault.Message.Length < 1_000);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}' })]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xED, 0xA0, 0x80, (byte)'"', (byte)':', (byte)'1', (byte)'}' })]
    public void Read_InvalidUtf8_IsMalformed(byte[] body)
    {
        Assert.False(InferenceRequestReader.TryRead(body, InferenceLimits.Default, out _, out var fault));

        Assert.Equal(ProtocolCodes.MalformedJson, fault.Code);
        Assert.Contains("UTF-8", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MoreThanTheLimits_IsRefusedAtTheFirstBeyond()
    {
        string Inputs(int count) => "{\"inputs\":[" + string.Join(
            ',', Enumerable.Range(0, count).Select(i => $$"""{"name":"x{{i}}","shape":[2],"datatype":"UINT8","data":[1,2]}""")) + "]}";
        string Outputs(int count) => With("\"outputs\":[" + string.Join(',', Enumerable.Range(0, count).Select(i => $"{{\"name\":\"y{i}\"}}")) + "]");

        Assert.Equal(1_000, Request(Inputs(1_000)).Inputs.Count);
        Assert.Equal(1_000, Request(Outputs(1_000)).Outputs.Count);
        Assert.Equal(2_000, Request(Inputs(1_000)).ElementCount);

        var inputs = Fault(Inputs(1_001));
        Assert.Equal(ProtocolCodes.InputCount, inputs.Code);
        Assert.Contains("more than 1000 inputs", inputs.Message, StringComparison.Ordinal);
        var outputs = Fault(Outputs(1_000_000));
        Assert.Equal(ProtocolCodes.OutputCount, outputs.Code);
        Assert.Contains("more than 1000 outputs", outputs.Message, StringComparison.Ordinal);
        var elements = Fault(Inputs(3), new InferenceLimits { MaxElements = 5 });
        Assert.Equal(ProtocolCodes.TooManyElements, elements.Code);
        Assert.StartsWith("inputs[2].shape (byte ", elements.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FaultAfterTheId_CarriesTheId()
    {
        Assert.Equal("42", Fault("""{"id":"42","inputs":[]}""").RequestId);
        Assert.Equal("42", Fault("""{"id":"42","inputs":""").RequestId);
        Assert.Null(Fault("""{"inputs":[],"id":"42"}""").RequestId);
    }

    [Fact]
    public void Read_LongForeignText_IsCutInTheMessage()
    {
        var fault = Fault(Tensor(Repeat("Ü", 10_000), "[1]", "[1]"));

        Assert.Equal(ProtocolCodes.UnknownDatatype, fault.Code);
        Assert.Contains(Repeat("Ü", 200) + "…", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Repeat("Ü", 201), fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ControlCharactersInForeignText_AreNotInTheMessage()
    {
        Assert.DoesNotContain(Fault(With("""  "parameters":{"a\r\nINFO forged":null} """)).Message, char.IsControl);
        Assert.Contains("\ufffd", Fault(Tensor("\u0085", "[1]", "[1]")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Fault_IsThrownAsItIs()
    {
        var error = Assert.Throws<ProtocolException>(() => Request("{}"));

        Assert.Equal(Fault("{}"), error.Fault);
    }
}
