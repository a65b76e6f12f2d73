using Krewe.Client.Inference;
using Krewe.Errors;

namespace Krewe.Client.Tests.Inference;

public sealed class TensorTests : IAsyncLifetime, IDisposable
{
    private FakeFront _front = null!;
    private KreweClient _client = null!;

    public async Task InitializeAsync()
    {
        _front = await FakeFront.StartAsync();
        _client = new KreweClient(new KreweOptions { Addresses = { _front.Address } });
    }

    public async Task DisposeAsync() => await _front.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Infer_EveryDatatype_ComesBackAsItWas()
    {
        InferInput[] inputs =
        [
            InferInput.Create("bool", [true, false]),
            InferInput.Create("u8", [byte.MinValue, byte.MaxValue]),
            InferInput.Create("u16", [ushort.MaxValue]),
            InferInput.Create("u32", [uint.MaxValue]),
            InferInput.Create("u64", [ulong.MaxValue]),
            InferInput.Create("i8", [sbyte.MinValue]),
            InferInput.Create("i16", [short.MinValue]),
            InferInput.Create("i32", [int.MinValue, 0, int.MaxValue], 3, 1),
            InferInput.Create("i64", [long.MinValue]),
            InferInput.Create("f16", [Half.MaxValue, Half.Epsilon]),
            InferInput.Create("f32", [float.MaxValue, float.Epsilon, -0.1f], 1, 3),
            InferInput.Create("f64", [double.MaxValue, Math.PI]),
            InferInput.Create("text", ["", "ä\"\\\n\u0001🎭"]),
            InferInput.Create("none", Array.Empty<float>(), 0, 7),
            InferInput.Create<float>("part", new float[] { 9, 1, 2, 9 }.AsMemory(1, 2)),
        ];

        var answer = await _client.InferAsync(new InferRequest("m", inputs));

        Assert.Equal(inputs.Select(input => (input.Name, input.Datatype)), answer.Outputs.Select(output => (output.Name, output.Datatype)));
        Assert.Equal([true, false], answer.Read<bool>("bool").ToArray());
        Assert.Equal([byte.MinValue, byte.MaxValue], answer.Read<byte>("u8").ToArray());
        Assert.Equal([ushort.MaxValue], answer.Read<ushort>("u16").ToArray());
        Assert.Equal([uint.MaxValue], answer.Read<uint>("u32").ToArray());
        Assert.Equal([ulong.MaxValue], answer.Read<ulong>("u64").ToArray());
        Assert.Equal([sbyte.MinValue], answer.Read<sbyte>("i8").ToArray());
        Assert.Equal([short.MinValue], answer.Read<short>("i16").ToArray());
        Assert.Equal([int.MinValue, 0, int.MaxValue], answer.Read<int>("i32").ToArray());
        Assert.Equal([3L, 1L], answer.Output("i32").Shape);
        Assert.Equal([long.MinValue], answer.Read<long>("i64").ToArray());
        Assert.Equal([Half.MaxValue, Half.Epsilon], answer.Read<Half>("f16").ToArray());
        Assert.Equal([float.MaxValue, float.Epsilon, -0.1f], answer.Read<float>("f32").ToArray());
        Assert.Equal([double.MaxValue, Math.PI], answer.Read<double>("f64").ToArray());
        Assert.Equal(["", "ä\"\\\n\u0001🎭"], answer.Read<string>("text").ToArray());
        Assert.Empty(answer.Read<float>("none").ToArray());
        Assert.Equal([1f, 2f], answer.Read<float>("part").ToArray());
        Assert.Equal((1, "1", "m"), (answer.Attempts, answer.Version, answer.Model));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"outputs":[{"name":"x"}]}""")]
    [InlineData("""{"outputs":[{"name":"x","datatype":"FP32","shape":[-1],"data":[1]}]}""")]
    public async Task Infer_AnswerThatIsNone_IsSaid(string body)
    {
        _front.Answer = (context, _) => FakeFront.WriteAsync(context, 200, body);
        var exception = await Assert.ThrowsAsync<KreweException>(() => _client.InferAsync(new InferRequest("m", InferInput.Create("x", [1]))));
        Assert.Equal("KRW5102", exception.Problem.Code);
    }

    [Theory]
    [InlineData("[2]", "[1,\"a\"]")]
    [InlineData("[2]", "[1]")]
    [InlineData("[2]", "[1,2,3]")]
    [InlineData("[1000000000000]", "[1]")]
    [InlineData("[9000000000000000000,9000000000000000000,9000000000000000000]", "[1]")]
    public async Task Read_ElementsThatAreNone_AreSaid(string shape, string data)
    {
        var answer = await AnswerAsync(shape, data);
        Assert.Equal("KRW5102", Assert.Throws<KreweException>(() => answer.Read<float>("y")).Problem.Code);
    }

    [Fact]
    public async Task Read_NestedData_IsInRowMajorOrderAndReadOnce()
    {
        var answer = await AnswerAsync("[2,2]", "[[1,2],[3,4]]");
        Assert.Equal([1f, 2f, 3f, 4f], answer.Read<float>("y").ToArray());
        Assert.Equal(answer.Read<float>("y"), answer.Read<float>("y")); // the same memory
        Assert.Equal("KRW5112", Assert.Throws<KreweException>(() => answer.Read<int>("y")).Problem.Code);
        Assert.Equal("KRW5112", Assert.Throws<KreweException>(() => answer.Read<float>("z")).Problem.Code);
    }

    [Fact]
    public void Create_InvalidInputs_AreRefused()
    {
        Assert.Equal("KRW5111", Code(() => InferInput.Create("x", [1f, 2f], 3)));
        Assert.Equal("KRW5111", Code(() => InferInput.Create("x", [1f], -1)));
        Assert.Equal("KRW5111", Code(() => InferInput.Create("x", [1f], 1L << 40, 1L << 40)));
        Assert.Equal("KRW5111", Code(() => InferInput.Create("x", [1m])));

        static string Code(Action make) => Assert.Throws<KreweException>(make).Problem.Code;
    }

    [Fact]
    public async Task Infer_WhatJsonCannotSay_IsRefusedBeforeItIsSent()
    {
        InferInput[] inputs = [InferInput.Create("x", [1f, float.NaN]), InferInput.Create("x", [double.PositiveInfinity]), InferInput.Create("x", ["\ud800"]), InferInput.Create("x", [(string)null!])];
        foreach (var input in inputs)
        {
            var problem = (await Assert.ThrowsAsync<KreweException>(() => _client.InferAsync(new InferRequest("m", input)))).Problem;
            Assert.Equal(("KRW5111", "x"), (problem.Code, problem.Where));
        }

        Assert.Empty(_front.Requests);
    }

    private Task<InferResult> AnswerAsync(string shape, string data)
    {
        _front.Answer = (context, _) => FakeFront.WriteAsync(context, 200, $$"""{"outputs":[{"name":"y","datatype":"FP32","shape":{{shape}},"data":{{data}}}]}""");
        return _client.InferAsync(new InferRequest("m", InferInput.Create("x", [1])));
    }
}
