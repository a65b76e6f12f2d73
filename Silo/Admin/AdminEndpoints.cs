using System.Collections.Immutable;
using Krewe.Silo.Admin.Access;
using Krewe.Silo.Admin.Activations;
using Krewe.Silo.Admin.Cluster;
using Krewe.Silo.Admin.Events;
using Krewe.Silo.Admin.Plans;
using Krewe.Silo.Admin.Routes;
using Krewe.Silo.Configuration;

namespace Krewe.Silo.Admin;

/// <summary>The admin API.</summary>
internal static class AdminEndpoints
{
    /// <summary>Where it begins.</summary>
    public const string Prefix = "/admin/v1";

    /// <summary>Every route of the API.</summary>
    public static ImmutableArray<AdminRoute> Routes { get; } =
    [
        Get("status", (handlers, context) => handlers.StatusAsync(context)),
        Get("models", (handlers, context) => handlers.ModelsAsync(context)),
        Get("models/{tenant}/{model}", (handlers, context) => handlers.ModelAsync(context)),
        Get("models/{tenant}/{model}/explain", (handlers, context) => handlers.ExplainAsync(context)),
        Get("models/{tenant}/{model}/forecast", (handlers, context) => handlers.ForecastAsync(context)),
        Get("models/{tenant}/{model}/logs", (handlers, context) => handlers.LogsAsync(context)),
        Get("replicas", (handlers, context) => handlers.ReplicasAsync(context)),
        Get("hosts", (handlers, context) => handlers.HostsAsync(context)),
        Get("devices", (handlers, context) => handlers.DevicesAsync(context)),
        Route<WeightsHandlers>("GET", "weights", AdminAccess.Read, (handlers, context) => handlers.ListAsync(context)),
        Get("pools", (handlers, context) => handlers.PoolsAsync(context)),
        Get("silos", (handlers, context) => handlers.SilosAsync(context)),
        Route<EventHandlers>("GET", "events", AdminAccess.Read, (handlers, context) => handlers.ListAsync(context)),
        Route<EventHandlers>("GET", "events/stream", AdminAccess.Read, (handlers, context) => handlers.StreamAsync(context)),
        Route<ActivationHandlers>("GET", "grains", AdminAccess.Read, (handlers, context) => handlers.ListAsync(context)),
        Route<ActivationHandlers>("GET", "grains/summary", AdminAccess.Read, (handlers, context) => handlers.SummaryAsync(context)),
        Route<ActivationHandlers>("GET", "grains/{type}/{key}", AdminAccess.Read, (handlers, context) => handlers.GetAsync(context)),
        Write<ActivationHandlers>("POST", "grains/{type}/{key}/deactivate", (handlers, context) => handlers.DeactivateAsync(context)),
        Write<ActivationHandlers>("POST", "grains/{type}/{key}/migrate", (handlers, context) => handlers.MigrateAsync(context)),
        Route<PlanHandlers>("GET", "snapshot", AdminAccess.Read, (handlers, context) => handlers.SnapshotAsync(context)),
        Route<MigrationHandlers>("GET", "migrations", AdminAccess.Read, (handlers, context) => handlers.ListAsync(context)),
        Route<MachineHandlers>("GET", "machines", AdminAccess.Read, (handlers, context) => handlers.ListAsync(context)),
        Route<RegionHandlers>("GET", "regions", AdminAccess.Read, (handlers, context) => handlers.ListAsync(context)),
        Write<RegionHandlers>("POST", "regions/{region}/drain", (handlers, context) => handlers.DrainAsync(context, drain: true)),
        Write<RegionHandlers>("POST", "regions/{region}/undrain", (handlers, context) => handlers.DrainAsync(context, drain: false)),
        Write<RegionHandlers>("POST", "models/{tenant}/{model}/region", (handlers, context) => handlers.HoldAsync(context)),
        Write<MigrationHandlers>("POST", "replicas/{tenant}/{model}/{number}/migrate", (handlers, context) => handlers.MigrateAsync(context)),
        Write<MigrationHandlers>("POST", "migrations/{region}/{pool}/{id}/take-back", (handlers, context) => handlers.TakeBackAsync(context)),
        Write<PlanHandlers>("POST", "plan", (handlers, context) => handlers.PlanAsync(context)),
        Write("PUT", "models", (handlers, context) => handlers.ApplyAsync(context)),
        Write("PUT", "models/{tenant}/{model}/replicas", (handlers, context) => handlers.ScaleAsync(context)),
        Write("DELETE", "models/{tenant}/{model}/replicas", (handlers, context) => handlers.EndOverrideAsync(context)),
        Write("DELETE", "models/{tenant}/{model}", (handlers, context) => handlers.DeleteAsync(context)),
        Write<MaintenanceHandlers>("POST", "hosts/{host}/drain", (handlers, context) => handlers.ChangeAsync(context, empty: true)),
        Write<MaintenanceHandlers>("POST", "hosts/{host}/undrain", (handlers, context) => handlers.ChangeAsync(context, empty: false)),
        Write<MaintenanceHandlers>("POST", "hosts/{host}/notice", (handlers, context) => handlers.NoticeAsync(context)),
        Write<MaintenanceHandlers>("POST", "devices/{host}/{device}/cordon", (handlers, context) => handlers.ChangeAsync(context, empty: true)),
        Write<MaintenanceHandlers>("POST", "devices/{host}/{device}/uncordon", (handlers, context) => handlers.ChangeAsync(context, empty: false)),
        Write<MaintenanceHandlers>("POST", "devices/{host}/{device}/clear", (handlers, context) => handlers.ClearAsync(context)),
        new(null, "/admin/{**path}", AdminAccess.Read, UnknownPath.AnswerAsync),
    ];

    /// <summary>
    /// Adds what the admin side needs. The data directory exists before the host is built.
    /// </summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddKreweAdmin(this IServiceCollection services) => services
        .AddSingleton(provider => AdminSettings.Of(provider.GetRequiredService<SiloSettings>()))
        .AddSingleton<ISiloInformation, SiloInformation>()
        .AddSingleton<IAdminListener, AdminListener>()
        .AddSingleton<HostRules>()
        .AddSingleton(provider => AdminToken.LoadOrCreate(provider.GetRequiredService<AdminSettings>().DataDirectory))
        .AddSingleton<AdminGuard>()
        .AddSingleton<AdminPipeline>()
        .AddSingleton<AdminHandlers>()
        .AddSingleton<MaintenanceHandlers>()
        .AddSingleton<MigrationHandlers>()
        .AddSingleton<WeightsHandlers>()
        .AddSingleton<MachineHandlers>()
        .AddSingleton<RegionHandlers>()
        .AddSingleton<ActivationHandlers>()
        .AddSingleton<IActivationManager, ActivationManager>()
        .AddSingleton<PlanHandlers>()
        .AddSingleton<EventHandlers>()
        .AddSingleton<IEventReader, EventReader>()
        .AddSingleton<ISiloReader, SiloReader>()
        .AddSingleton<GrainCluster>()
        .AddSingleton<IClusterReader>(provider => provider.GetRequiredService<GrainCluster>())
        .AddSingleton<IMachineReader>(provider => provider.GetRequiredService<GrainCluster>())
        .AddSingleton<IRegionOffice>(provider => provider.GetRequiredService<GrainCluster>())
        .AddSingleton<IClusterWriter>(provider => provider.GetRequiredService<GrainCluster>());

    /// <summary>Maps the admin API.</summary>
    /// <param name="endpoints">The host's routes.</param>
    public static IEndpointRouteBuilder MapKreweAdmin(this IEndpointRouteBuilder endpoints)
    {
        // Made now, so that the console finds the token before the first request, and a directory that is unusable ends the start.
        _ = endpoints.ServiceProvider.GetRequiredService<AdminToken>();
        _ = endpoints.ServiceProvider.GetRequiredService<ISiloInformation>();
        foreach (var route in Routes)
        {
            endpoints.MapAdminRoute(route);
        }

        return endpoints;
    }

    private static AdminRoute Get(string path, Func<AdminHandlers, HttpContext, Task> handler) => Route("GET", path, AdminAccess.Read, handler);

    private static AdminRoute Write(string method, string path, Func<AdminHandlers, HttpContext, Task> handler) =>
        Route(method, path, AdminAccess.Write, handler);

    private static AdminRoute Write<THandlers>(string method, string path, Func<THandlers, HttpContext, Task> handler)
        where THandlers : notnull =>
        Route(method, path, AdminAccess.Write, handler);

    private static AdminRoute Route<THandlers>(string method, string path, AdminAccess access, Func<THandlers, HttpContext, Task> handler)
        where THandlers : notnull =>
        new(method, $"{Prefix}/{path}", access, context => handler(context.RequestServices.GetRequiredService<THandlers>(), context));
}
