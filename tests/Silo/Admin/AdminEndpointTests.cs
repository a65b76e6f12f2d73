using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Krewe.Admin;
using Krewe.Backends;
using Krewe.Devices;
using Krewe.Errors;
using Krewe.Forecasting;
using Krewe.Hosts;
using Krewe.Pools;
using Krewe.Replicas;
using Orleans.Runtime;

namespace Krewe.Silo.Tests.Admin;

public sealed class AdminEndpointTests : IAsyncLifetime
{
    private AdminServer _server = null!;

    public async Task InitializeAsync() => _server = await AdminServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Status_GivesTheWholeCluster()
    {
        var view = await GetAsync<ClusterView>("status");

        Assert.Equal("alpha", view.Silo);
        Assert.Equal(["default/digits@local", "default/huge@local"], view.Models.Select(model => model.Model.ToString()));
        Assert.Equal(7, view.Hosts[0].Leases[0].Epoch);
    }

    [Fact]
    public async Task Lists_GiveWhatIsThere()
    {
        Assert.Equal([SampleCluster.Digits, SampleCluster.Huge], (await GetAsync<PlacementView[]>("models")).Select(model => model.Model));
        Assert.Equal([SampleCluster.Replica], (await GetAsync<ReplicaView[]>("replicas")).Select(replica => replica.Id));
        Assert.Equal(["alpha"], (await GetAsync<HostView[]>("hosts")).Select(host => host.Host));
        Assert.Equal(["cpu"], (await GetAsync<DeviceView[]>("devices")).Select(device => device.Observation.Uuid));
        Assert.Equal(["local/default"], (await GetAsync<PoolView[]>("pools")).Select(pool => pool.Key.ToString()));
        Assert.Equal(["alpha"], (await GetAsync<SiloView[]>("silos")).Select(silo => silo.Name));
    }

    [Fact]
    public async Task Lists_APoolDoesNotAnswer_HaveTheOthersAndNameIt()
    {
        _server.Cluster.Silent = [new Problem { Code = ErrorCodes.OutcomeUnknown, Where = "pool far/default", Message = "does not answer" }];
        foreach (var list in (string[])["models", "replicas", "hosts", "devices", "pools"])
        {
            using var response = await _server.Client.GetAsync(new Uri("/admin/v1/" + list, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("pool far/default", response.Headers.GetValues("Krewe-Incomplete").Single());
            Assert.NotEqual("[]", await response.Content.ReadAsStringAsync());
        }

        // A model that is not found may be there all the same, where those of its region are silent: who that is, and what the others know.
        foreach (var path in (string[])["models/default/absent?region=far", "models/default/absent/explain?region=far"])
        {
            using var unknown = await _server.Client.GetAsync(new Uri("/admin/v1/" + path, UriKind.Relative));
            var text = await unknown.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, unknown.StatusCode);
            Assert.Contains(ErrorCodes.ClusterIncomplete, text, StringComparison.Ordinal);
            Assert.Contains("pool far/default does not answer", text, StringComparison.Ordinal);
            Assert.Contains("default/digits@local", text, StringComparison.Ordinal);
        }

        foreach (var path in (string[])["models/default/absent", "models/default/absent/explain"])
        {
            using var absent = await _server.Client.GetAsync(new Uri("/admin/v1/" + path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
        }

        foreach (var path in (string[])["models/default/digits", "models/default/digits/explain"])
        {
            using var known = await _server.Client.GetAsync(new Uri("/admin/v1/" + path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, known.StatusCode);
            Assert.Equal("pool far/default", known.Headers.GetValues("Krewe-Incomplete").Single());
        }
    }

    [Fact]
    public async Task Model_Known_IsGiven()
    {
        Assert.Equal(SampleCluster.Digits, (await GetAsync<PlacementView>("models/default/digits")).Model);
        Assert.Equal(SampleCluster.Digits, (await GetAsync<PlacementView>("models/default/digits?region=local")).Model);
        Assert.Equal("all is well", (await GetAsync<ModelExplanation>("models/default/digits/explain")).Summary);
    }

    [Theory]
    [InlineData("GET", "models/default/absent", 404, ErrorCodes.ModelUnknown)]
    [InlineData("GET", "models/default/digits?region=far", 404, ErrorCodes.ModelUnknown)]
    [InlineData("GET", "models/default/a%2Fb", 404, ErrorCodes.ModelUnknown)]
    [InlineData("GET", "models/default/absent/explain", 404, ErrorCodes.ModelUnknown)]
    [InlineData("GET", "models/default/absent/logs", 404, ErrorCodes.ModelUnknown)]
    [InlineData("GET", "models/default/huge/logs", 404, ErrorCodes.NotFound)]
    [InlineData("GET", "models/default/digits/logs?replica=5", 404, ErrorCodes.NotFound)]
    [InlineData("GET", "models/default/digits/logs?replica=x", 400, ErrorCodes.AdminQueryInvalid)]
    [InlineData("GET", "models/default/digits/logs?lines=0", 400, ErrorCodes.AdminQueryInvalid)]
    [InlineData("GET", "models/default/digits/logs?after=-1", 400, ErrorCodes.AdminQueryInvalid)]
    [InlineData("GET", "models/default/digits?region=a&region=b", 400, ErrorCodes.AdminQueryInvalid)]
    [InlineData("DELETE", "models/default/absent", 404, ErrorCodes.ModelUnknown)]
    [InlineData("GET", "nothing", 404, ErrorCodes.NoSuchRoute)]
    [InlineData("POST", "models", 405, ErrorCodes.MethodNotAllowed)]
    [InlineData("DELETE", "status", 405, ErrorCodes.MethodNotAllowed)]
    [InlineData("OPTIONS", "models", 405, ErrorCodes.MethodNotAllowed)]
    public async Task Request_ForWhatIsNot_IsAnsweredInTheApisForm(string method, string path, int status, string code)
    {
        using var request = _server.Authorized(new HttpMethod(method), $"/admin/v1/{path}");
        using var response = await _server.Client.SendAsync(request);

        Assert.Equal((status, code), ((int)response.StatusCode, await CodeAsync(response)));
    }

    [Fact]
    public async Task UnknownMethod_NamesTheOthers()
    {
        using var response = await _server.Client.PostAsync("/admin/v1/models", null);

        Assert.Equal(["GET", "HEAD", "PUT"], response.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task Head_HasTheHeadersOfGet_AndNoBody()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/admin/v1/status");
        using var response = await _server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Content.Headers.ContentLength > 100);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Logs_OfTheLowestReplica_OrOfTheOneThatIsNamed()
    {
        Assert.Equal([1L, 2, 3], (await GetAsync<LogPage>("models/default/digits/logs")).Lines.Select(line => line.Sequence));
        Assert.Equal([3L], (await GetAsync<LogPage>("models/default/digits/logs?replica=0&after=1&lines=1")).Lines.Select(line => line.Sequence));
    }

    [Fact]
    public async Task Put_Spec_IsApplied()
    {
        using var response = await PutAsync(JsonSerializer.Serialize(SampleCluster.Spec("new"), KreweJson.Options));

        var result = await response.Content.ReadFromJsonAsync<AssignResult>(KreweJson.Options);
        Assert.Equal((HttpStatusCode.OK, AssignChange.Created), (response.StatusCode, result!.Change));
        Assert.Equal([SampleCluster.Spec("new")], _server.Cluster.Applied);
    }

    [Fact]
    public async Task Put_BadSpec_IsRefusedAndNotApplied()
    {
        using var response = await PutAsync("""{"name":"m","replica":1,"backend":{"command":"s"}}""");

        Assert.Equal((HttpStatusCode.BadRequest, ErrorCodes.SpecUnknownKey), (response.StatusCode, await CodeAsync(response)));
        Assert.Empty(_server.Cluster.Applied);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Put_LargeBody_IsRefused(bool chunked)
    {
        using var content = new StreamContent(new MemoryStream(new byte[(1 << 20) + 1]));
        content.Headers.ContentType = new("application/json");
        using var request = _server.Authorized(HttpMethod.Put, "/admin/v1/models", content);
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await _server.Client.SendAsync(request);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, ErrorCodes.BodyTooLarge), (response.StatusCode, await CodeAsync(response)));
    }

    [Fact]
    public async Task Delete_Model_IsDeleted()
    {
        using var request = _server.Authorized(HttpMethod.Delete, "/admin/v1/models/default/digits");
        using var response = await _server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal([SampleCluster.Digits], _server.Cluster.Deleted);
    }

    public static TheoryData<Exception, int, string> Failures => new()
    {
        { new KreweException(ErrorCodes.PoolEmpty, "no pool"), 409, ErrorCodes.PoolEmpty },
        { new KreweException(ErrorCodes.SpecInvalid, "not valid"), 400, ErrorCodes.SpecInvalid },
        { new KreweException(ErrorCodes.StorageFailed, "disk"), 503, ErrorCodes.StorageFailed },
        { new TimeoutException("secret"), 503, ErrorCodes.OutcomeUnknown },
        { new SiloUnavailableException("secret"), 503, ErrorCodes.OutcomeUnknown },
        { new InvalidOperationException("secret"), 500, ErrorCodes.Internal },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task Failure_OfTheCluster_HasItsStatusAndTellsNoInternals(Exception failure, int status, string code)
    {
        _server.Cluster.Failure = failure;
        using var read = await _server.Client.GetAsync("/admin/v1/status");
        using var write = await PutAsync("""{"name":"m","backend":{"command":"s"}}""");

        Assert.Equal((status, code), ((int)read.StatusCode, await CodeAsync(read)));
        Assert.Equal((status, code), ((int)write.StatusCode, await CodeAsync(write)));
        Assert.DoesNotContain("secret", await read.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeparateListener_OtherListener_HasNoAdminSide()
    {
        await using var server = await AdminServer.StartAsync(settings => settings with { SeparateListener = true }, listeners: 2);
        server.Silo.AdminAddresses = [server.Addresses[0].ToString().TrimEnd('/')];
        foreach (var path in new[] { "/admin/v1/status", "/metrics", "/" })
        {
            using var admin = await server.Client.GetAsync(path);
            using var other = await server.Client.GetAsync(new Uri(server.Addresses[1], path));

            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (admin.StatusCode, other.StatusCode));
            Assert.Equal(ErrorCodes.NoSuchRoute, await CodeAsync(other));
        }
    }

    [Fact]
    public async Task Forecast_OfAModel_HasHistoryForecastAndBand()
    {
        var view = await GetAsync<ForecastView>("models/default/digits/forecast?horizon=21600&history=0");

        Assert.Equal((TimeSpan.FromHours(6), TimeSpan.Zero), (_server.Cluster.Forecasted!.Horizon, _server.Cluster.Forecasted.History));
        Assert.Equal(60, view.Forecast.Length);
        Assert.Null(view.History[30].Rate);
        Assert.Equal((22, 18, 27), (view.Forecast[0].Mean, view.Forecast[0].Lower, view.Forecast[0].Upper));
    }

    [Theory]
    [InlineData("models/default/nobody/forecast", 404, "KRW1101")]
    [InlineData("models/default/digits/forecast?horizon=59", 400, "KRW5005")]
    [InlineData("models/default/digits/forecast?horizon=86401", 400, "KRW5005")]
    [InlineData("models/default/digits/forecast?history=-1", 400, "KRW5005")]
    public async Task Forecast_OfNobodyOrBeyondItsBounds_IsRefused(string path, int status, string code)
    {
        using var response = await _server.Client.GetAsync("/admin/v1/" + path);

        Assert.Equal((status, code), ((int)response.StatusCode, await CodeAsync(response)));
        Assert.Null(_server.Cluster.Forecasted);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response)
    {
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("error").GetProperty("code").GetString();
    }

    private async Task<T> GetAsync<T>(string path) => (await _server.Client.GetFromJsonAsync<T>($"/admin/v1/{path}", KreweJson.Options))!;

    private async Task<HttpResponseMessage> PutAsync(string body)
    {
        using var request = _server.Authorized(HttpMethod.Put, "/admin/v1/models", new StringContent(body, Encoding.UTF8, "application/json"));
        return await _server.Client.SendAsync(request);
    }
}
