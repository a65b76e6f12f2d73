using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Krewe.Silo.Backends.Protocol;
using Microsoft.AspNetCore.Http;

namespace Krewe.Silo.Tests.Backends;

[SuppressMessage("Design", "CA1001", Justification = "DisposeAsync of IAsyncLifetime disposes of them.")]
public sealed class OipClientTests : IAsyncLifetime
{
    private static readonly byte[] Request = """{"inputs":[]}"""u8.ToArray();

    private FakeServer _server = null!;
    private OipClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeServer.StartAsync();
        _client = NewClient();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Infer_Answered_BodiesPassAsTheyAre()
    {
        string? seen = null;
        string? type = null;
        _server.Infer = async context =>
        {
            type = context.Request.ContentType;
            seen = await new StreamReader(context.Request.Body).ReadToEndAsync();
            await context.Response.WriteAsync("""{ "outputs" : [ {"name":"y"} ], "extra":1e3 }""");
        };

        var reply = await InferAsync();

        Assert.Equal(InferOutcome.Answered, reply.Outcome);
        Assert.Equal("""{ "outputs" : [ {"name":"y"} ], "extra":1e3 }""", Encoding.UTF8.GetString(reply.Body.Span));
        Assert.Equal("""{"id":"1","inputs":[]}""", seen);
        Assert.Equal("application/json", type);
    }

    [Theory]
    [InlineData("""{"id":"mine","inputs":[]}""", """{"id":"1~mine","inputs":[]}""")]
    [InlineData("""{"inputs":[]}""", """{"id":"1","inputs":[]}""")]
    [InlineData("{}", "{}")]
    public async Task Infer_Id_BeginsWithANumberOfItsOwn(string body, string expected)
    {
        string? seen = null;
        _server.Infer = async context =>
        {
            seen = await new StreamReader(context.Request.Body).ReadToEndAsync();
            await context.Response.WriteAsync("""{"outputs":[]}""");
        };

        await _client.InferAsync(Encoding.UTF8.GetBytes(body), CancellationToken.None);
        Assert.Equal(expected, seen);
    }

    [Theory]
    [InlineData("1", "Answered")]
    [InlineData("1~mine", "Answered")]
    [InlineData("", "Answered")] // servers that know no ids answer so
    [InlineData("0", "Foreign")]
    [InlineData("10", "Foreign")]
    public async Task Infer_AnswerHasAnId_MustBeThatOfTheRequest(string id, string expected)
    {
        _server.Infer = context => context.Response.WriteAsync($$"""{"id":"{{id}}","outputs":[]}""");
        Assert.Equal(expected, (await InferAsync()).Outcome.ToString());
    }

    [Theory]
    [InlineData(400, """{"error":"shape [1,3] is wrong"}""", "Rejected", "shape [1,3] is wrong")]
    [InlineData(404, "no such thing", "Rejected", "no such thing")]
    [InlineData(500, """{"error":"out of memory"}""", "Failed", "out of memory")]
    [InlineData(503, "", "Failed", "answered with status 503")]
    [InlineData(302, "", "Failed", "answered with status 302")]
    [InlineData(200, "not json", "Malformed", "not valid JSON")]
    [InlineData(200, "", "Malformed", "not valid JSON")]
    [InlineData(200, "[1]", "Malformed", "not a JSON object")]
    [InlineData(200, """{"outputs":{}}""", "Malformed", "no array 'outputs'")]
    [InlineData(200, """{"other":{"outputs":[]}}""", "Malformed", "no array 'outputs'")]
    [InlineData(200, """{"outputs":[]""", "Malformed", "not valid JSON")]
    [InlineData(200, """{"outputs":[]} tail""", "Malformed", "not valid JSON")]
    [InlineData(200, """{"outputs":[NaN]}""", "Malformed", "not valid JSON")]
    public async Task Infer_OtherAnswers_AreToldApart(int status, string body, string outcome, string error)
    {
        _server.Infer = context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        };

        var reply = await InferAsync();

        Assert.Equal(outcome, reply.Outcome.ToString());
        Assert.Equal(status, reply.Status);
        Assert.Contains(error, reply.Error, StringComparison.Ordinal);
        Assert.True(reply.Body.IsEmpty);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Infer_AnswerBeyondTheLimit_IsMalformed(bool announced)
    {
        var body = """{"outputs":[]}""" + new string(' ', 5000);
        _server.Infer = context =>
        {
            context.Response.ContentLength = announced ? body.Length : null;
            return context.Response.WriteAsync(body);
        };
        using var exact = NewClient(body.Length);
        using var smaller = NewClient(body.Length - 1);

        Assert.Equal(InferOutcome.Answered, (await Eventually.WithinAsync(exact.InferAsync(Request, default))).Outcome);
        var reply = await Eventually.WithinAsync(smaller.InferAsync(Request, default));
        Assert.Equal(InferOutcome.Malformed, reply.Outcome);
        Assert.Contains("larger than the limit", reply.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Infer_ConnectionBreaksBeforeTheAnswer_IsLost()
    {
        _server.Infer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        var reply = await InferAsync();

        Assert.Equal(InferOutcome.Lost, reply.Outcome);
        Assert.Equal(0, reply.Status);
    }

    [Fact]
    public async Task Infer_ConnectionBreaksWithinTheAnswer_IsLost()
    {
        _server.Infer = async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("""{"outputs":[""");
            await context.Response.Body.FlushAsync();
            context.Abort();
        };

        Assert.Equal(InferOutcome.Lost, (await InferAsync()).Outcome);
    }

    [Fact]
    public async Task Infer_NobodyListens_IsNotSent()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        using var client = new OipClient(new Uri($"http://127.0.0.1:{port}"), "m", new());

        Assert.Equal(InferOutcome.NotSent, (await Eventually.WithinAsync(client.InferAsync(Request, default))).Outcome);
    }

    [Fact]
    public async Task Infer_AnswerIsNotHttp_IsMalformed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new OipClient(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), "m", new());
        var asked = client.InferAsync(Request, default);
        using var connection = await Eventually.WithinAsync(listener.AcceptTcpClientAsync());
        await connection.GetStream().WriteAsync("SSH-2.0-server\r\n\r\n"u8.ToArray());

        Assert.Equal(InferOutcome.Malformed, (await Eventually.WithinAsync(asked)).Outcome);
    }

    [Fact]
    public async Task Infer_Cancelled_TheServerSeesTheConnectionBreak()
    {
        var arrived = new TaskCompletionSource();
        var aborted = new TaskCompletionSource();
        _server.Infer = async context =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            arrived.SetResult();
            await aborted.Task;
        };
        using var cancel = new CancellationTokenSource();
        var asked = _client.InferAsync(Request, cancel.Token);
        await Eventually.WithinAsync(arrived.Task);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Eventually.WithinAsync(asked));
        await Eventually.WithinAsync(aborted.Task);
    }

    [Fact]
    public async Task Infer_OneAfterTheOther_ShareAConnection()
    {
        var connections = new HashSet<string>();
        _server.Infer = context =>
        {
            connections.Add(context.Connection.Id);
            return context.Response.WriteAsync("""{"outputs":[]}""");
        };

        for (var request = 0; request < 5; request++)
        {
            Assert.Equal(InferOutcome.Answered, (await InferAsync()).Outcome);
        }

        Assert.Single(connections);
    }

    [Theory]
    [InlineData(200, 503, true)]
    [InlineData(503, 200, false)]
    [InlineData(404, 200, true)]
    [InlineData(404, 503, false)]
    [InlineData(405, 200, true)]
    public async Task Ask_ModelThenServer_IsReadyAsTheModelOrElseTheServerSays(int model, int server, bool ready)
    {
        (_server.ModelReady, _server.ServerReady) = (model, server);

        Assert.Equal(ready, await Eventually.WithinAsync(_client.AskAsync(default)) is null);
    }

    [Fact]
    public async Task Metadata_OfTheModel_IsReadAsASignature()
    {
        var reply = await Eventually.WithinAsync(_client.MetadataAsync(default));

        var (signature, _) = SignatureReader.Read(reply.Body);
        Assert.Equal("test", signature!.Platform);
        Assert.Equal(["x FP32 -1,2"], signature.Inputs.Select(input => $"{input.Name} {input.Datatype} {string.Join(',', input.Shape)}"));
        Assert.Equal(["y"], signature.Outputs.Select(output => output.Name));
    }

    [Theory]
    [InlineData("""{"inputs":[{"datatype":"FP32","shape":[1]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":["1"]}]}""")]
    [InlineData("""{"inputs":{}}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public void ReadSignature_NotTheProtocols_IsAFault(string metadata)
    {
        var (signature, fault) = SignatureReader.Read(Encoding.UTF8.GetBytes(metadata));

        Assert.Null(signature);
        Assert.NotEmpty(fault);
    }

    private OipClient NewClient(int? limit = null) => new(_server.Address, "m", limit is { } bytes ? new() { MaxResponseBytes = bytes } : new());

    private Task<InferReply> InferAsync() => Eventually.WithinAsync(_client.InferAsync(Request, CancellationToken.None));
}
