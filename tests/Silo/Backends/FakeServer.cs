using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Krewe.Silo.Tests.Backends;

/// <summary>A model server inside the test: it answers as the test says.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    public const string Metadata =
        """{"name":"m","versions":["1"],"platform":"test","inputs":[{"name":"x","datatype":"FP32","shape":[-1,2]}],"outputs":[{"name":"y","datatype":"INT64","shape":[-1]}]}""";

    private readonly WebApplication _application;

    private FakeServer(WebApplication application) => _application = application;

    public Uri Address => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Answers an inference request.</summary>
    public RequestDelegate Infer { get; set; } = context => context.Response.WriteAsync("""{"outputs":[]}""");

    /// <summary>Answers GET of the model's metadata.</summary>
    public RequestDelegate Describe { get; set; } = context => context.Response.WriteAsync(Metadata);

    /// <summary>The status of the model's readiness.</summary>
    public int ModelReady { get; set; } = 200;

    /// <summary>The status of the server's readiness.</summary>
    public int ServerReady { get; set; } = 200;

    public static async Task<FakeServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new FakeServer(builder.Build());
        server._application.Run(server.AnswerAsync);
        await server._application.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Method, context.Request.Path.Value)
        {
            case ("POST", "/v2/models/m/infer"):
                return Infer(context);
            case ("GET", "/v2/models/m"):
                return Describe(context);
            case ("GET", "/v2/models/m/ready"):
                context.Response.StatusCode = ModelReady;
                return Task.CompletedTask;
            case ("GET", "/v2/health/ready"):
                context.Response.StatusCode = ServerReady;
                return Task.CompletedTask;
            default:
                context.Response.StatusCode = 404;
                return Task.CompletedTask;
        }
    }
}
