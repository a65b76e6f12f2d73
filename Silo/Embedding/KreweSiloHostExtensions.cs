using Krewe.Errors;
using Krewe.Inference;
using Krewe.Silo.Admin;
using Krewe.Silo.Configuration;
using Krewe.Silo.Devices;
using Krewe.Silo.Front;
using Krewe.Silo.History;
using Krewe.Silo.Hosting;
using Krewe.Silo.Metrics;
using Krewe.Silo.Web;
using Microsoft.AspNetCore.Http.Features;
using Orleans;

namespace Krewe.Silo.Embedding;

/// <summary>A whole silo within any ASP.NET host.</summary>
public static class KreweSiloHostExtensions
{
    private static readonly string[] Paths = ["/v2", "/admin", "/metrics"];

    /// <summary>
    /// Adds a silo: grains with their state, the launcher of model servers, devices, the front. With <c>AddKrewe</c> beside it the client library
    /// asks this silo directly. Serve its routes by <see cref="MapKreweSilo"/>.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="configure">Sets the options; null for the section <c>Krewe</c> of the host's configuration and the defaults.</param>
    /// <exception cref="KreweException">A setting (KRW2101, KRW2102) or a file of specs (KRW2005, KRW2001) is not valid.</exception>
    /// <exception cref="Storage.StorageException">The data directory cannot be used (KRW6003), or another silo uses it (KRW6002).</exception>
    public static IHostApplicationBuilder AddKreweSilo(this IHostApplicationBuilder builder, Action<KreweSiloOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new KreweSiloOptions();
        configure?.Invoke(options);
        var machine = MachineFacts.Read();
        var contentRoot = builder.Environment.ContentRootPath;
        var settings = EmbeddedSettings.Read(options, builder.Configuration, contentRoot, machine);
        var models = EmbeddedModels.Read(options.ModelFiles, contentRoot, settings.Region);
        builder.AddKreweSilo(settings, machine);
        if (!models.IsEmpty)
        {
            builder.Services.AddHostedService(provider => new EmbeddedModels(
                models,
                provider.GetRequiredService<IGrainFactory>(),
                provider.GetRequiredService<HostPoller>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<EmbeddedModels>>()));
        }

        return builder;
    }

    /// <summary>Serves a silo's routes at the host's addresses. The admin API and metrics answer loopback only, unless the options say that open is meant.</summary>
    /// <param name="application">The host, built.</param>
    /// <param name="endpoints">Which routes; by default inference, the admin API and metrics.</param>
    public static WebApplication MapKreweSilo(
        this WebApplication application, KreweEndpoints endpoints = KreweEndpoints.Inference | KreweEndpoints.Admin | KreweEndpoints.Metrics)
    {
        ArgumentNullException.ThrowIfNull(application);
        var limit = application.Services.GetRequiredService<SiloSettings>().MaxBodyBytes;
        application.UseWhen(IsOurs, branch =>
        {
            branch.Use((context, next) =>
            {
                if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
                {
                    size.MaxRequestBodySize = limit;
                }

                return next(context);
            });
            branch.UseMiddleware<ErrorForms>();
        });
        Map(endpoints.HasFlag(KreweEndpoints.Inference), application.MapOpenInferenceProtocol);
        Map(endpoints.HasFlag(KreweEndpoints.Health), application.MapHealth);
        Map(endpoints.HasFlag(KreweEndpoints.Admin), () => application.MapKreweAdmin());
        Map(endpoints.HasFlag(KreweEndpoints.Admin), () => application.MapKreweHistory());
        Map(endpoints.HasFlag(KreweEndpoints.Metrics), () => application.MapKreweMetrics());
        Map(endpoints.HasFlag(KreweEndpoints.Page), () => application.MapKrewePage());
        return application;
    }

    private static bool IsOurs(HttpContext context) => Paths.Any(path => context.Request.Path.StartsWithSegments(path));

    private static void Map(bool wanted, Action map)
    {
        if (wanted)
        {
            map();
        }
    }
}
