using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Krewe.Admin;
using Krewe.Client.Http;
using Krewe.Errors;
using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Replicas;
using Krewe.Specs;

namespace Krewe.Client.Tests.Http;

public sealed class KreweHttpClientTests : IAsyncLifetime, IDisposable
{
    private static readonly ModelSpec Spec = new()
    {
        Name = "digits",
        Replicas = 2,
        Timeout = TimeSpan.FromMilliseconds(250),
        Backend = new BackendSpec { Command = "dotnet", Arguments = ["a.dll", "{port}"], Environment = ImmutableDictionary<string, string>.Empty.Add("A", "1") },
    };

    private FakeSilo _silo = null!;
    private KreweHttpClient _client = null!;

    private static PlacementView Placement => new() { Model = Spec.GetKey(), Spec = Spec, Generation = 3, Wanted = 2, Ready = 1 };

    public async Task InitializeAsync()
    {
        _silo = await FakeSilo.StartAsync();
        _client = new KreweHttpClient(new KreweClientOptions { Address = new Uri(_silo.Address), Token = "secret" });
    }

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Apply_SendsTheSpecAsJsonWithTheToken_AndReadsTheResult()
    {
        _silo.Answer("PUT /admin/v1/models", new AssignResult { Change = AssignChange.Created, Generation = 3, Placement = Placement });

        var result = await _client.ApplyAsync(Spec);

        var request = Assert.Single(_silo.Requests);
        Assert.Equal(("Bearer secret", "application/json; charset=utf-8"), (request.Authorization, request.ContentType));
        Assert.Equal(Spec, JsonSerializer.Deserialize<ModelSpec>(request.Body, KreweJson.Options));
        Assert.Equal((AssignChange.Created, 3L), (result.Change, result.Generation));
        Assert.Equal(Spec, result.Placement.Spec);
    }

    [Fact]
    public async Task Get_EachView_ComesFromItsRoute()
    {
        _silo.Answer("GET /admin/v1/status", new ClusterView { Version = "1", Engine = "e", Region = "local", Silo = "s", StartedAt = DateTimeOffset.UnixEpoch, Models = [Placement] });
        _silo.Answer("GET /admin/v1/models", new[] { Placement });
        _silo.Answer("GET /admin/v1/replicas", new[] { new ReplicaView { Id = new ReplicaId(Spec.GetKey(), 1), Phase = ReplicaPhase.Ready } });
        _silo.Answer("GET /admin/v1/hosts", new[] { new HostView { Host = "h", CpuUtilization = 0.5 } });
        _silo.Answer("GET /admin/v1/devices", Array.Empty<object>());
        _silo.Answer("GET /admin/v1/pools", new[] { new PoolView { Key = new PoolKey("local", "default") } });
        _silo.Answer("GET /admin/v1/silos", new[] { new SiloView { Name = "s", Address = "a", Status = "Active" } });

        Assert.Equal("digits", Assert.Single((await _client.GetStatusAsync()).Models).Model.Model);
        Assert.Equal(2, Assert.Single(await _client.GetModelsAsync()).Wanted);
        Assert.Equal((1, ReplicaPhase.Ready), Assert.Single(await _client.GetReplicasAsync()) is var replica ? (replica.Id.Number, replica.Phase) : default);
        Assert.Equal(0.5, Assert.Single(await _client.GetHostsAsync()).CpuUtilization);
        Assert.Empty(await _client.GetDevicesAsync());
        Assert.Equal("default", Assert.Single(await _client.GetPoolsAsync()).Key.Pool);
        Assert.Equal("Active", Assert.Single(await _client.GetSilosAsync()).Status);
    }

    [Theory]
    [InlineData(null, "GET /admin/v1/models/acme/digits/explain")]
    [InlineData("eu-west", "GET /admin/v1/models/acme/digits/explain?region=eu-west")]
    public async Task Explain_Region_IsAQueryOnlyWhenGiven(string? region, string route)
    {
        _silo.Answer(route, new ModelExplanation { Placement = Placement, Summary = "well" });

        Assert.Equal("well", (await _client.ExplainAsync("acme", "digits", region)).Summary);
    }

    [Fact]
    public async Task Delete_NotThere_IsTheSilosProblem()
    {
        var problem = new Problem { Code = ErrorCodes.NotFound, Message = "no such model", Where = "digits", Reasons = ["a", "b"], Next = "krewe status" };
        _silo.Answer("DELETE /admin/v1/models/default/digits?region=local", new { error = problem }, 404);

        var refused = await Assert.ThrowsAsync<KreweException>(() => _client.DeleteAsync("default", "digits", "local"));

        Assert.Equal((problem.Code, problem.Message, problem.Where, problem.Next), (refused.Problem.Code, refused.Problem.Message, refused.Problem.Where, refused.Problem.Next));
        Assert.Equal<string>(["a", "b"], refused.Problem.Reasons);
    }

    [Theory]
    [InlineData(null, "POST /v2/models/digits/infer")]
    [InlineData("1.0", "POST /v2/models/digits/versions/1.0/infer")]
    public async Task Infer_SendsAndReturnsTheBytes(string? version, string route)
    {
        _silo.Answer(route, request => new FakeAnswer(200, request.Body.Replace("in", "out", StringComparison.Ordinal)));

        var answer = await _client.InferAsync("digits", version, Encoding.UTF8.GetBytes("""{"in": "é"}"""));

        Assert.Equal("""{"out": "é"}""", Encoding.UTF8.GetString(answer));
        Assert.Equal("application/json", Assert.Single(_silo.Requests).ContentType);
    }

    [Theory]
    [InlineData(503, """{"error":"KRW1104: the queue is full"}""", "KRW1104", "the queue is full")]
    [InlineData(400, """{"error":"shape [2,64] does not fit"}""", "KRW4007", "shape [2,64] does not fit (status 400)")]
    [InlineData(502, "<html>bad gateway</html>", "KRW5102", "status 502; it begins: <html>bad gateway")]
    [InlineData(500, "", "KRW5102", "status 500, without a body")]
    [InlineData(500, """{"error":{"nothing":1}}""", "KRW5102", "status 500")]
    [InlineData(500, "[1]", "KRW5102", "status 500")]
    public async Task Infer_Refused_IsAProblem(int status, string body, string code, string message)
    {
        _silo.Answer("POST /v2/models/digits/infer", _ => new FakeAnswer(status, body));

        var refused = await Assert.ThrowsAsync<KreweException>(() => _client.InferAsync("digits", null, "{}"u8.ToArray()));

        Assert.Equal(code, refused.Problem.Code);
        Assert.Contains(message, refused.Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("no json")]
    public async Task Get_AnswerOfSomethingElse_SaysSo(string body)
    {
        _silo.Answer("GET /admin/v1/status", _ => new FakeAnswer(200, body));

        var refused = await Assert.ThrowsAsync<KreweException>(() => _client.GetStatusAsync());

        Assert.Equal(ErrorCodes.AnswerMalformed, refused.Problem.Code);
        Assert.Contains(_silo.Address + "/admin/v1/status", refused.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NobodyListens_NamesTheAddressAndHowToStart()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        using var client = new KreweHttpClient(new KreweClientOptions { Address = new Uri($"http://127.0.0.1:{port}") });

        var refused = await Assert.ThrowsAsync<KreweException>(() => client.GetStatusAsync());

        Assert.Equal(ErrorCodes.SiloUnreachable, refused.Problem.Code);
        Assert.Contains($"http://127.0.0.1:{port}", refused.Problem.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project Silo", refused.Problem.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Cancelled_IsCancelled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _client.GetStatusAsync(new CancellationToken(canceled: true)));
}
