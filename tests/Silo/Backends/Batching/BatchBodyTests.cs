using System.Text;
using Krewe.Silo.Backends.Batching;
using Krewe.Silo.Front.Protocol;

namespace Krewe.Silo.Tests.Backends.Batching;

public sealed class BatchBodyTests
{
    [Theory]
    [InlineData("[1,2]", "[3,4,5,6]", "[1,2,3,4,5,6]")]
    [InlineData("[[1,2]]", "[[3,4],[5,6]]", "[[1,2],[3,4],[5,6]]")]
    [InlineData("[ [1, 2] ]", "[\n[3,4],[5,6] ]", "[[1, 2],[3,4],[5,6]]")]
    public void TryMerge_RequestsThatAgree_OneWithAllRows(string first, string second, string data)
    {
        Assert.True(BatchBody.TryMerge([Body(1, first), Body(2, second)], out var body, out var rows));

        Assert.Equal([1, 2], rows);
        Assert.Equal($$"""{"inputs":[{"name":"x","shape":[3,2],"datatype":"FP32","data":{{data}}}]}""", Encoding.UTF8.GetString(body.Value.Span));
    }

    [Fact]
    public void TryMerge_TextsWithBrackets_StayAsTheyAre()
    {
        var one = Bytes("""{"inputs":[{"name":"x","shape":[1],"datatype":"BYTES","data":["a]b"]}]}""");
        var two = Bytes("""{"inputs":[{"name":"x","shape":[1],"datatype":"BYTES","data":["[,\"]"]}]}""");

        Assert.True(BatchBody.TryMerge([one, two], out var body, out _));
        Assert.Contains("""["a]b","[,\"]"]""", Encoding.UTF8.GetString(body.Value.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"inputs":[{"name":"y","shape":[1,2],"datatype":"FP32","data":[1,2]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,2],"datatype":"FP64","data":[1,2]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,3],"datatype":"FP32","data":[1,2,3]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,2],"datatype":"FP32","data":[[1,2]]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[],"datatype":"FP32","data":[1]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[0,2],"datatype":"FP32","data":[]}]}""")]
    [InlineData("""{"parameters":{"temperature":2},"inputs":[{"name":"x","shape":[1,2],"datatype":"FP32","data":[1,2]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,2],"datatype":"FP32","data":[1,2]}],"outputs":[{"name":"z"}]}""")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,2],"datatype":"FP32","data":[1,2]},{"name":"y","shape":[1],"datatype":"FP32","data":[1]}]}""")]
    [InlineData("nonsense")]
    public void TryMerge_OneThatDoesNotAgree_False(string other)
    {
        Assert.False(BatchBody.TryMerge([Body(1, "[1,2]"), Bytes(other)], out _, out _));
        if (InferenceRequestReader.TryRead(Bytes(other), InferenceLimits.Default, out var request, out _) && BatchShape.RowsOf(request) is not null)
        {
            Assert.NotEqual(BatchShape.NameOf(Read(Body(1, "[1,2]"))), BatchShape.NameOf(request));
        }
    }

    [Fact]
    public void NameOf_OtherRowsAndElements_TheSame() =>
        Assert.Equal(BatchShape.NameOf(Read(Body(1, "[1,2]"))), BatchShape.NameOf(Read(Body(2, "[3,4,5,6]"))));

    private static InferenceRequest Read(ReadOnlyMemory<byte> body) => InferenceRequestReader.Read(body, InferenceLimits.Default);

    private static ReadOnlyMemory<byte> Body(int rows, string data) => Bytes($$"""{"id":"r{{rows}}","inputs":[{"name":"x","shape":[{{rows}},2],"datatype":"FP32","data":{{data}}}]}""");

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
