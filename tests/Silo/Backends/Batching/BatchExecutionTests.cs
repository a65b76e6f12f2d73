using System.Text;
using Krewe.Backends;
using Krewe.Models;
using Krewe.Silo.Backends.Batching;
using Krewe.Silo.Front.Protocol;

namespace Krewe.Silo.Tests.Backends.Batching;

/// <summary>A model that doubles, in this process: what it is asked and what each request gets.</summary>
public sealed class BatchExecutionTests
{
    private readonly List<int> _asked = [];
    private readonly List<string> _faults = [];

    [Fact]
    public async Task ExecuteAsync_RequestsThatAgree_OneQuestionAndEachItsRows()
    {
        var replies = await Execution(Double).ExecuteAsync([Body(1, 2), Body(3), Body(4, 5, 6)], _faults.Add, CancellationToken.None);

        Assert.Equal([6], _asked);
        Assert.Equal(["2,4", "6", "8,10,12"], replies.Select(Elements));
        Assert.All(replies, reply => Assert.Equal(ExecutionOutcome.Completed, reply.Outcome));
    }

    /// <summary>One that the model server cannot stand: the others get their answers.</summary>
    [Theory]
    [InlineData(ExecutionOutcome.Refused)]
    [InlineData(ExecutionOutcome.Failed)]
    public async Task ExecuteAsync_OneIsBad_OnlyItFails(ExecutionOutcome outcome)
    {
        var replies = await Execution(values => values.Contains(666) ? new BackendReply { Outcome = outcome } : Double(values))
            .ExecuteAsync([Body(1), Body(666), Body(3)], _faults.Add, CancellationToken.None);

        Assert.Equal([3, 1, 1, 1], _asked);
        Assert.Equal([ExecutionOutcome.Completed, outcome, ExecutionOutcome.Completed], replies.Select(reply => reply.Outcome));
        Assert.Equal(["2", "6"], [Elements(replies[0]), Elements(replies[2])]);
    }

    [Fact]
    public async Task ExecuteAsync_ServerWasLost_AllAreLostAndNothingIsAskedAgain()
    {
        var replies = await Execution(_ => new BackendReply { Outcome = ExecutionOutcome.Lost }).ExecuteAsync([Body(1), Body(2)], _faults.Add, CancellationToken.None);

        Assert.Equal([2], _asked);
        Assert.All(replies, reply => Assert.Equal(ExecutionOutcome.Lost, reply.Outcome));
    }

    /// <summary>A model whose rows are no requests: it is seen, and after a few times it is asked one by one at once.</summary>
    [Fact]
    public async Task ExecuteAsync_AnswerCannotBeSplit_OneByOneAndSoonAtOnce()
    {
        var execution = Execution(values => Reply("1", [values.Sum() * 2]));
        for (var at = 0; at < 4; at++)
        {
            var replies = await execution.ExecuteAsync([Body(1), Body(2)], _faults.Add, CancellationToken.None);
            Assert.Equal(["2", "4"], replies.Select(Elements));
        }

        Assert.Equal([2, 1, 1, 2, 1, 1, 2, 1, 1, 1, 1], _asked);
        Assert.Equal(3, _faults.Count);
        Assert.Contains("output 'y' has the shape [1], and the batch has 2 rows", _faults[0], StringComparison.Ordinal);
        Assert.False(execution.IsOn);
    }

    [Theory]
    [InlineData("""{"outputs":[{"name":"y","shape":[2,2],"datatype":"FP32","data":[[1,2],[3,4]]}]}""", "[1,2]", "[3,4]")]
    [InlineData("""{"outputs":[{"name":"y","shape":[2,2],"datatype":"FP32","data":[1,2,3,4]}]}""", "1,2", "3,4")]
    [InlineData("""{"outputs":[{"data":["a,]","b"],"datatype":"BYTES","shape":[2],"name":"y"}]}""", "\"a,]\"", "\"b\"")]
    public void TrySplit_FlatAndNested_EachItsRows(string body, string first, string second)
    {
        var parts = BatchAnswer.TrySplit(Encoding.UTF8.GetBytes(body), [1, 1], out _)!;

        Assert.Contains($"\"data\":[{first}]", Text(parts[0]), StringComparison.Ordinal);
        Assert.Contains($"\"data\":[{second}]", Text(parts[1]), StringComparison.Ordinal);
        Assert.All(parts, part => Assert.True(InferenceResponseReader.TryRead(part, InferenceLimits.Default, out _, out _)));
    }

    [Theory]
    [InlineData("""{"outputs":[{"name":"y","shape":[2],"datatype":"FP32","data":[1,2,3]}]}""")]
    [InlineData("""{"outputs":[{"name":"y","shape":[],"datatype":"FP32","data":[1]}]}""")]
    [InlineData("""{"outputs":[{"name":"y"}]}""")]
    [InlineData("""{"outputs":7}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public void TrySplit_NotTheRowsOfTheBatch_NullAndWhy(string body)
    {
        Assert.Null(BatchAnswer.TrySplit(Encoding.UTF8.GetBytes(body), [1, 1], out var fault));
        Assert.NotEmpty(fault);
    }

    private BatchExecution Execution(Func<List<double>, BackendReply> model) => new(
        (body, _) =>
        {
            var request = InferenceRequestReader.Read(body, InferenceLimits.Default);
            var values = Text(request.Inputs[0].Data).Trim('[', ']').Split(',').Select(one => double.Parse(one, System.Globalization.CultureInfo.InvariantCulture)).ToList();
            _asked.Add(values.Count);
            return Task.FromResult(model(values));
        },
        TimeProvider.System);

    private static BackendReply Double(List<double> values) => Reply($"{values.Count}", values.Select(value => value * 2));

    private static BackendReply Reply(string shape, IEnumerable<double> values) => new()
    {
        Outcome = ExecutionOutcome.Completed,
        Payload = Encoding.UTF8.GetBytes($$"""{"outputs":[{"name":"y","shape":[{{shape}}],"datatype":"FP32","data":[{{string.Join(',', values)}}]}]}"""),
    };

    private static ReadOnlyMemory<byte> Body(params int[] values) =>
        Encoding.UTF8.GetBytes($$"""{"inputs":[{"name":"x","shape":[{{values.Length}}],"datatype":"FP32","data":[{{string.Join(',', values)}}]}]}""");

    private static string Elements(BackendReply reply)
    {
        var text = Text(reply.Payload);
        var start = text.IndexOf("\"data\":[", StringComparison.Ordinal) + 8;
        return text[start..text.IndexOf(']', start)];
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
