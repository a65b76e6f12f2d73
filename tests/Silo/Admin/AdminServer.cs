using System.Collections.Immutable;
using System.Net;
using Krewe.Grains.Backends;
using Krewe.Silo.Admin;
using Krewe.Silo.Admin.Activations;
using Krewe.Silo.Admin.Cluster;
using Krewe.Silo.Admin.Events;
using Krewe.Silo.History;
using Krewe.Silo.History.Merging;
using Krewe.Silo.Metrics;
using Krewe.Silo.Tests.History;
using Krewe.Silo.Web;
using Krewe.Testing.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Krewe.Silo.Tests.Admin;

/// <summary>The admin API, the metrics and the page on Kestrel, on ports of their own, with fakes behind them.</summary>
internal sealed class AdminServer : IAsyncDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly WebApplication _application;

    private AdminServer(WebApplication application) => _application = application;

    public FakeCluster Cluster { get; } = new();

    public FakeRegions Regions { get; } = new();

    public FakeActivations Activations { get; } = new();

    public FakeEvents Events { get; } = new();

    public FakeSilo Silo { get; } = new();

    public FakeHistoryPages History { get; } = new();

    /// <summary>The addresses that it listens on.</summary>
    public ImmutableArray<Uri> Addresses => [.. _application.Urls.Select(url => new Uri(url))];

    public Uri Address => Addresses[0];

    public HttpClient Client { get; private set; } = new();

    public string Token => _application.Services.GetRequiredService<AdminToken>().Value;

    /// <summary>Every endpoint that is mapped.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints =>
        [.. _application.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).Cast<RouteEndpoint>()];

    public T Get<T>()
        where T : notnull => _application.Services.GetRequiredService<T>();

    /// <param name="change">Changes the settings.</param>
    /// <param name="listeners">How many listeners; the first is the admin one when they are apart.</param>
    /// <param name="port">The first one's port, as of a silo that starts again; 0 for any.</param>
    public static async Task<AdminServer> StartAsync(Func<AdminSettings, AdminSettings>? change = null, int listeners = 1, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            for (var i = 0; i < listeners; i++)
            {
                kestrel.Listen(IPAddress.Loopback, i == 0 ? port : 0);
            }
        });
        AdminServer? server = null;
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddKreweAdmin();
        services.AddKreweMetrics();
        services.AddKreweHistoryReading();
        services.AddSingleton(_ =>
        {
            var settings = new AdminSettings { Region = "local", DataDirectory = server!._data.Path };
            return change is null ? settings : change(settings);
        });
        services.AddSingleton<ISiloInformation>(_ => server!.Silo);
        services.AddSingleton<IMetricsSource>(_ => server!.Silo);
        services.AddSingleton<IHistoryPages>(_ => server!.History);
        services.AddSingleton<IClusterReader>(_ => server!.Cluster);
        services.AddSingleton<IClusterWriter>(_ => server!.Cluster);
        services.AddSingleton<IMachineReader>(new FakeMachines());
        services.AddSingleton<IRegionOffice>(_ => server!.Regions);
        services.AddSingleton<IActivationManager>(_ => server!.Activations);
        services.AddSingleton<IEventReader>(_ => server!.Events);
        services.AddSingleton<IBackendManager>(new FakeBackends());
        var application = builder.Build();
        server = new AdminServer(application);
        application.MapKreweAdmin();
        application.MapKreweMetrics();
        application.MapKreweHistory();
        application.MapKrewePage();
        await application.StartAsync();
        server.Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = server.Address };
        return server;
    }

    /// <summary>A request with the token.</summary>
    public HttpRequestMessage Authorized(HttpMethod method, string path, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new("Bearer", Token);
        return request;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
        _data.Dispose();
    }
}
