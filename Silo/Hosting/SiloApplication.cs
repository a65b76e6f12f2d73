using System.Net;
using Krewe.Silo.Admin;
using Krewe.Silo.Configuration;
using Krewe.Silo.Front;
using Krewe.Silo.History;
using Krewe.Silo.Https;
using Krewe.Silo.Logging;
using Krewe.Silo.Metrics;
using Krewe.Silo.Web;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Krewe.Silo.Hosting;

/// <summary>The web application around a silo: listeners, routes, order of stopping.</summary>
internal static class SiloApplication
{
    /// <summary>Everything has stopped within this time, or is ended with the process.</summary>
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(4.5);

    public static WebApplication Build(SiloSettings settings, MachineFacts machine)
    {
        // No arguments and no files of the working directory: settings come from SettingsReader alone.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Logging.AddKreweLogging(settings);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownLimit);
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        if (settings.Https is { } https)
        {
            builder.Services.AddKreweHttps(https);
        }

        // A request stays on the thread that received it until it waits for something. Nothing here blocks a thread.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, settings));
        builder.AddKreweSilo(settings, machine);

        var application = builder.Build();
        application.UseMiddleware<ErrorForms>();
        application.UseRouting();
        application.MapHealth();
        application.MapOpenInferenceProtocol();
        application.MapKreweAdmin();
        application.MapKreweMetrics();
        application.MapKreweHistory();
        application.MapKrewePage();
        return application;
    }

    private static void Configure(KestrelServerOptions kestrel, SiloSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = settings.MaxBodyBytes;
        foreach (var url in settings.SharedListeners ? settings.Urls : settings.Urls.AddRange(settings.AdminUrls))
        {
            Action<ListenOptions> configure = url.Scheme == Uri.UriSchemeHttps ? listen => listen.UseKreweCertificate() : _ => { };
            if (url.Host == "localhost" && url.Port != 0)
            {
                kestrel.ListenLocalhost(url.Port, configure);
            }
            else
            {
                kestrel.Listen(url.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(url.Host.Trim('[', ']')), url.Port, configure);
            }
        }
    }
}
