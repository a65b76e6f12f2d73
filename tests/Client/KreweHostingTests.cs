using System.Text;
using System.Text.Json.Nodes;
using Krewe.Client.Inference;
using Krewe.Errors;
using Krewe.Inference;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Krewe.Client.Tests;

public sealed class KreweHostingTests
{
    public static TheoryData<string, Action<KreweOptions>> Invalid => new()
    {
        { "Addresses", options => options.Addresses.Add(new Uri("ftp://x")) },
        { "Addresses", options => options.Addresses.Add(new Uri("/x", UriKind.Relative)) },
        { "Addresses", options => Twice(options, new Uri("http://x")) },
        { "AdminAddress", options => options.AdminAddress = new Uri("http://user@x") },
        { "Token", options => options.Token = "two words" },
        { "Tenant", options => options.Tenant = "A B" },
        { "Deadline", options => options.Deadline = TimeSpan.Zero },
        { "Deadline", options => options.Deadline = TimeSpan.FromDays(2) },
        { "MaxRetries", options => options.MaxRetries = -1 },
        { "RetryDelay", options => options.RetryDelay = TimeSpan.Zero },
        { "MaxRetryDelay", options => options.MaxRetryDelay = TimeSpan.FromMilliseconds(50) },
        { "ConnectTimeout", options => options.ConnectTimeout = TimeSpan.Zero },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task AddKrewe_InvalidOption_EndsTheStartWithItsCode(string option, Action<KreweOptions> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddKrewe(configure);
        using var host = builder.Build();

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.StartsWith($"KRW5110: {option}: ", Assert.Single(exception.Failures), StringComparison.Ordinal);

        var options = new KreweOptions();
        configure(options);
        Assert.Equal(("KRW5110", option), Assert.Throws<KreweException>(() => new KreweClient(options)).Problem is var problem ? (problem.Code, problem.Where) : default);
    }

    [Fact]
    public void Client_SeveralInvalidOptions_SaysAllAtOnce()
    {
        var problem = Assert.Throws<KreweException>(() => new KreweClient(new KreweOptions { Tenant = "", MaxRetries = 1_000, Token = "" })).Problem;
        Assert.Equal(3, problem.Reasons.Length);
    }

    [Fact]
    public async Task AddKrewe_SiloInTheHost_IsAskedWithoutHttp()
    {
        var silo = new FakeLocalSilo();
        var services = new ServiceCollection();
        services.AddSingleton<ILocalSilo>(silo).AddKrewe(options => options.Addresses.Add(new Uri("http://127.0.0.1:9")));
        services.AddHealthChecks().AddKrewe(["m"]);
        services.AddLogging();
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<IKreweClient>();

        var answer = await client.InferAsync(new InferRequest("m", InferInput.Create("x", [1, 2])) { Version = "3", Tenant = "acme" });

        Assert.Equal([7], answer.Read<int>("y").ToArray());
        Assert.Equal(("m", "3", "acme"), (silo.Model, silo.Version, silo.Body!["parameters"]!["tenant"]!.GetValue<string>()));
        Assert.NotNull(client.Admin);
        Assert.Same(client, provider.GetRequiredService<IKreweClient>());

        var health = provider.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);
        silo.ModelStatus = 503;
        var report = await health.CheckHealthAsync();
        Assert.Equal((HealthStatus.Unhealthy, "not ready: m"), (report.Status, report.Entries["krewe"].Description));
        silo.IsReady = false;
        Assert.Equal("no silo takes requests", (await health.CheckHealthAsync()).Entries["krewe"].Description);
    }

    private static void Twice(KreweOptions options, Uri address)
    {
        options.Addresses.Add(address);
        options.Addresses.Add(address);
    }

    private sealed class FakeLocalSilo : ILocalSilo
    {
        public bool IsReady { get; set; } = true;

        public Uri? AdminAddress => new("http://127.0.0.1:1");

        public string AdminToken => "token";

        public int ModelStatus { get; set; } = 200;

        public string? Model { get; private set; }

        public string? Version { get; private set; }

        public JsonNode? Body { get; private set; }

        public Task<InferenceReply> InferAsync(string model, string? version, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
        {
            (Model, Version, Body) = (model, version, JsonNode.Parse(body.Span));
            return Reply(200, """{"outputs":[{"name":"y","datatype":"INT32","shape":[1],"data":[7]}]}""");
        }

        public Task<InferenceReply> GetModelMetadataAsync(string tenant, string model, string? version, CancellationToken cancellationToken) => Reply(404, "{}");

        public Task<InferenceReply> GetModelReadyAsync(string tenant, string model, string? version, CancellationToken cancellationToken) => Reply(ModelStatus, "{}");

        private static Task<InferenceReply> Reply(int status, string body) => Task.FromResult(new InferenceReply(status, Encoding.UTF8.GetBytes(body)));
    }
}
