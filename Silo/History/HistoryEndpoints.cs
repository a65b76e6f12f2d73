using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Grains.Models;
using Krewe.Grains.Monitoring;
using Krewe.History;
using Krewe.Naming;
using Krewe.Silo.Admin;
using Krewe.Silo.Admin.Access;
using Krewe.Silo.Admin.Routes;
using Krewe.Silo.Configuration;
using Krewe.Silo.Front;
using Krewe.Silo.History.Live;
using Krewe.Silo.History.Merging;
using Krewe.Silo.History.Recording;
using Orleans.Runtime;

namespace Krewe.Silo.History;

/// <summary>The last 15 minutes: what keeps them, and where they are read.</summary>
internal static class HistoryEndpoints
{
    /// <summary>Every route.</summary>
    public static ImmutableArray<AdminRoute> Routes { get; } =
    [
        new("GET", $"{AdminEndpoints.Prefix}/history", AdminAccess.Read, HistoryAsync),
        new("GET", $"{AdminEndpoints.Prefix}/live", AdminAccess.Read, context => context.RequestServices.GetRequiredService<LiveStream>().AnswerAsync(context)),
    ];

    /// <summary>Adds what keeps the history. Before the engine, whose grains tell it what is active.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddKreweHistory(this IServiceCollection services) => services
        .AddSingleton<ActiveModels>()
        .AddSingleton(provider => new HistoryStore(
            provider.GetRequiredService<ILocalSiloDetails>().Name, provider.GetRequiredService<SiloSettings>().Host))
        .AddSingleton<IRequestObserver>(provider => provider.GetRequiredService<HistoryStore>())
        .AddSingleton<IHistorySource>(provider => provider.GetRequiredService<HistoryStore>())
        .AddSingleton<ISiloWatch, SiloWatch>()
        .AddSingleton<HistorySampler>()
        .AddSingleton<IHistoryPages, HistoryPages>()
        .AddKreweHistoryReading();

    /// <summary>Adds what reads it.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddKreweHistoryReading(this IServiceCollection services) => services
        .AddSingleton<HistoryReader>()
        .AddSingleton<LiveHub>()
        .AddSingleton<LiveStream>();

    /// <summary>Maps the routes.</summary>
    /// <param name="endpoints">The host's routes.</param>
    public static IEndpointRouteBuilder MapKreweHistory(this IEndpointRouteBuilder endpoints)
    {
        foreach (var route in Routes)
        {
            endpoints.MapAdminRoute(route);
        }

        return endpoints;
    }

    private static async Task HistoryAsync(HttpContext context)
    {
        var query = new HistoryQuery
        {
            Since = AdminQuery.ReadNumber(context, "since", 0, 0, long.MaxValue),
            Model = Read<ModelKey>(context, "model", ModelKey.Parse, "tenant/model@region"),
            Device = Read<DeviceKey>(context, "device", DeviceKey.Parse, "host/id"),
        };
        var view = await context.RequestServices.GetRequiredService<HistoryReader>().ReadAsync(query, context.RequestAborted);
        await AdminResponses.WriteAsync(context, view);
    }

    private static T? Read<T>(HttpContext context, string key, Func<string, T> parse, string form)
        where T : struct
    {
        if (AdminQuery.Read(context, key) is not { } text)
        {
            return null;
        }

        try
        {
            return parse(text);
        }
        catch (FormatException)
        {
            throw new KreweException(AdminProblems.QueryInvalid(key, text, form));
        }
    }
}
