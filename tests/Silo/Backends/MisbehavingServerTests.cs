using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Krewe.Silo.Backends.Protocol;

namespace Krewe.Silo.Tests.Backends;

/// <summary>A model server that hangs, answers garbage, late or twice harms only its own requests: the others, before and after, get their own answers.</summary>
public sealed class MisbehavingServerTests : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource _late = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OipClient _client;
    private int _foreign;

    public MisbehavingServerTests()
    {
        _listener.Start();
        _ = ServeAsync();
        _client = new OipClient(new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"), "m", new OipClientOptions());
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _client.Dispose();
        _listener.Dispose();
        _over.Dispose();
    }

    [Theory]
    [InlineData("twice", "Answered")]
    [InlineData("garbage", "Malformed")]
    [InlineData("no http", "Malformed")]
    [InlineData("half", "Lost")]
    public async Task Infer_OneIsAnsweredBadly_TheOthersGetTheirOwn(string how, string outcome)
    {
        for (var at = 0; at < 20; at++)
        {
            var bad = _client.InferAsync(Body(how, at), CancellationToken.None);
            var beside = Enumerable.Range(0, 3).Select(other => AnswerAsync((at * 10) + other)).ToList();

            Assert.Equal(outcome, (await bad).Outcome.ToString());
            Assert.Equal(Enumerable.Range(0, 3).Select(other => (at * 10) + other), await Task.WhenAll(beside));
            Assert.Equal(at, await AnswerAsync(at));
        }
    }

    [Theory]
    [InlineData("hangs")]
    [InlineData("late")]
    public async Task Infer_OneIsNotAnsweredInTime_TheOthersGetTheirOwn(string how)
    {
        using var deadline = new CancellationTokenSource();
        var bad = _client.InferAsync(Body(how, 1), deadline.Token);
        Assert.Equal(2, await AnswerAsync(2));
        await deadline.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bad);
        _late.TrySetResult();

        for (var at = 3; at < 20; at++)
        {
            Assert.Equal(at, await AnswerAsync(at));
        }
    }

    /// <summary>The second answer to a request comes when the next one is on the same connection: without ids the client would take it for that one's.</summary>
    [Fact]
    public async Task Infer_TheOneBeforeIsAnsweredAgainMeanwhile_NeverTakenForItsOwn()
    {
        for (var at = 0; at < 20; at++)
        {
            Assert.Equal(InferOutcome.Answered, (await _client.InferAsync(Body("again later", at), CancellationToken.None)).Outcome);
            var next = await _client.InferAsync(Body("well", at + 100), CancellationToken.None);
            if (next.Outcome != InferOutcome.Foreign)
            {
                Assert.Equal(at + 100, NumberOf(next));
            }
            else
            {
                _foreign++;
            }

            // Whatever was on its way on that connection, nobody gets it any more.
            Assert.Equal(at + 200, await AnswerAsync(at + 200));
        }

        Assert.Equal(20, _foreign);
    }

    private async Task<int> AnswerAsync(int number)
    {
        var reply = await _client.InferAsync(Body("well", number), CancellationToken.None);
        Assert.True(reply.Outcome == InferOutcome.Answered, $"{reply.Outcome}: {reply.Error}");
        return NumberOf(reply);
    }

    private static int NumberOf(InferReply reply)
    {
        var text = Encoding.UTF8.GetString(reply.Body.Span);
        return int.Parse(text[(text.IndexOf("[[", StringComparison.Ordinal) + 2)..text.IndexOf("]]", StringComparison.Ordinal)], CultureInfo.InvariantCulture);
    }

    private static ReadOnlyMemory<byte> Body(string how, int number) => Encoding.UTF8.GetBytes($$"""{"how":"{{how}}","number":{{number}}}""");

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_over.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        try
        {
            using var socket = connection;
            var stream = connection.GetStream();
            var received = new List<byte>();
            string? before = null;
            while (await ReadAsync(stream, received) is { } body)
            {
                using var request = JsonDocument.Parse(body);
                var (id, how) = (request.RootElement.GetProperty("id").GetString(), request.RootElement.GetProperty("how").GetString());
                var answer = Answer($$"""{"id":"{{id}}","outputs":[[{{request.RootElement.GetProperty("number").GetInt32()}}]]}""");
                if (before is { } late)
                {
                    await WriteAsync(stream, late);
                    before = null;
                }

                switch (how)
                {
                    case "twice":
                        await WriteAsync(stream, answer + answer);
                        break;
                    case "garbage":
                        await WriteAsync(stream, Answer("{{{ nonsense"));
                        break;
                    case "no http":
                        await WriteAsync(stream, "nonsense\r\n\r\n");
                        return;
                    case "half":
                        await WriteAsync(stream, answer[..^4]);
                        return;
                    case "hangs":
                        await Task.Delay(Timeout.Infinite, _over.Token);
                        break;
                    case "late":
                        await _late.Task.WaitAsync(_over.Token);
                        await WriteAsync(stream, answer);
                        break;
                    case "again later":
                        await WriteAsync(stream, before = answer);
                        break;
                    default:
                        await WriteAsync(stream, answer);
                        break;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has gone.
        }
    }

    private static string Answer(string body) => $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    private Task WriteAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text), _over.Token).AsTask();

    /// <summary>The next request's body; null when the connection ends.</summary>
    private async Task<string?> ReadAsync(NetworkStream stream, List<byte> received)
    {
        var buffer = new byte[4_096];
        while (true)
        {
            var text = Encoding.ASCII.GetString([.. received]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                var line = text[..end].Split("\r\n").First(header => header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
                var length = int.Parse(line.Split(':')[1], CultureInfo.InvariantCulture);
                if (received.Count >= end + 4 + length)
                {
                    received.RemoveRange(0, end + 4 + length);
                    return text.Substring(end + 4, length);
                }
            }

            var read = await stream.ReadAsync(buffer, _over.Token);
            if (read == 0)
            {
                return null;
            }

            received.AddRange(buffer.AsSpan(0, read));
        }
    }
}
