using Krewe.Storage.Events;
using Krewe.Storage.Postgres.Events;
using Krewe.Storage.Postgres.States;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.GrainDirectory;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;

namespace Krewe.Storage.Postgres;

/// <summary>Adds storage in PostgreSQL to a silo. The tables come from <see cref="PostgresSchema"/>.</summary>
public static class PostgresSiloBuilderExtensions
{
    /// <summary>Adds a storage that grains name in <c>[PersistentState("state", name)]</c>. It is opened before the first grain is activated.</summary>
    /// <param name="builder">The silo's builder.</param>
    /// <param name="name">The storage's name.</param>
    /// <param name="configure">Sets where and how; <see cref="PostgresOptions.ConnectionString"/> is required.</param>
    public static ISiloBuilder AddPostgresGrainStorage(this ISiloBuilder builder, string name, Action<PostgresStorageOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<PostgresStorageOptions>(name).Configure(configure)
            .PostConfigure<IOptions<ClusterOptions>>(static (options, cluster) => options.ServiceId ??= cluster.Value.ServiceId);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddGrainStorage(name, CreateStorage);
#if ORLEANS
        DriverExceptions.Send(builder.Services);
#endif
        return builder;
    }

    /// <summary>Makes PostgreSQL the silo's grain directory. The cluster's membership must be in the same database.</summary>
    /// <param name="builder">The silo's builder.</param>
    /// <param name="configure">Sets where and how; <see cref="PostgresOptions.ConnectionString"/> is required.</param>
    public static ISiloBuilder AddPostgresGrainDirectory(this ISiloBuilder builder, Action<PostgresDirectoryOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<PostgresDirectoryOptions>().Configure(configure)
            .PostConfigure<IOptions<ClusterOptions>>(static (options, cluster) => options.ClusterId ??= cluster.Value.ClusterId);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(services => new PostgresGrainDirectory(
            services.GetRequiredService<IOptions<PostgresDirectoryOptions>>().Value,
            services.GetRequiredService<TimeProvider>(),
            services.GetService<ILogger<PostgresGrainDirectory>>()));
#if ORLEANS
        DriverExceptions.Send(builder.Services);

        // Orleans finds directories by name, and gives grains that name none the one of this name.
        return builder.AddGrainDirectory(GrainDirectoryAttribute.DEFAULT_GRAIN_DIRECTORY, static (services, _) => services.GetRequiredService<PostgresGrainDirectory>());
#else
        builder.Services.Replace(ServiceDescriptor.Singleton<IGrainDirectory>(services => services.GetRequiredService<PostgresGrainDirectory>()));
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<PostgresGrainDirectory>());
        return builder;
#endif
    }

    /// <summary>Adds a durable event log under a name: <see cref="IEventLog"/> as a keyed service. The silo looks after it.</summary>
    /// <param name="builder">The silo's builder.</param>
    /// <param name="name">The log's name.</param>
    /// <param name="configure">Sets where and how; <see cref="PostgresOptions.ConnectionString"/> is required.</param>
    public static ISiloBuilder AddPostgresEventLog(this ISiloBuilder builder, string name, Action<PostgresEventLogOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<PostgresEventLogOptions>(name).Configure(configure)
            .PostConfigure<IOptions<ClusterOptions>>(static (options, cluster) => options.ServiceId ??= cluster.Value.ServiceId);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<EventLogMetrics>();
        builder.Services.AddKeyedSingleton<IEventLog>(name, (services, key) => new PostgresEventLog(
            (string)key!,
            services.GetRequiredService<IOptionsMonitor<PostgresEventLogOptions>>().Get((string)key!),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<EventLogMetrics>(),
            services.GetService<ILogger<PostgresEventLog>>()));
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => new EventLogKeeper(
            services.GetRequiredKeyedService<IEventLog>(name),
            services.GetRequiredService<IOptionsMonitor<PostgresEventLogOptions>>().Get(name).Bounds.KeepPeriod,
            services.GetRequiredService<EventLogMetrics>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetService<ILogger<EventLogKeeper>>() ?? NullLogger<EventLogKeeper>.Instance));
        return builder;
    }

    private static PostgresGrainStorage CreateStorage(IServiceProvider services, string name)
    {
        var options = services.GetRequiredService<IOptionsMonitor<PostgresStorageOptions>>().Get(name);
        return new PostgresGrainStorage(
            name,
            options,
            services.GetRequiredService<TimeProvider>(),
            services.GetService<ILogger<PostgresGrainStorage>>(),
            RefusesDeadSilos(services, options) && services.GetService<ILocalSiloDetails>() is { } silo ? new StateFence(ClusterOf(services), silo.SiloAddress) : null);
    }

    private static bool RefusesDeadSilos(IServiceProvider services, PostgresStorageOptions options) => options.RefuseDeadSilos
        ?? (services.GetService<PostgresGrainDirectory>() is not null
            && services.GetRequiredService<IOptions<PostgresDirectoryOptions>>().Value.ConnectionString == options.ConnectionString);

    private static string ClusterOf(IServiceProvider services) =>
        services.GetRequiredService<IOptions<PostgresDirectoryOptions>>().Value.ClusterId ?? services.GetRequiredService<IOptions<ClusterOptions>>().Value.ClusterId;
}
