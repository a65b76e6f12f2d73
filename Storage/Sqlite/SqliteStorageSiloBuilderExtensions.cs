using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime.Hosting;

namespace Krewe.Storage.Sqlite;

/// <summary>Adds SQLite storage to a silo.</summary>
public static class SqliteStorageSiloBuilderExtensions
{
    /// <summary>Adds a storage that grains name in <c>[PersistentState("state", name)]</c>. It is opened before the first grain is activated.</summary>
    /// <param name="builder">The silo's builder.</param>
    /// <param name="name">The storage's name.</param>
    /// <param name="configure">Sets where and how; <see cref="SqliteStorageOptions.DataDirectory"/> is required.</param>
    public static ISiloBuilder AddSqliteGrainStorage(this ISiloBuilder builder, string name, Action<SqliteStorageOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<SqliteStorageOptions>(name).Configure(configure);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddGrainStorage(name, (services, key) => new SqliteGrainStorage(
            key,
            services.GetRequiredService<IOptionsMonitor<SqliteStorageOptions>>().Get(key),
            services.GetRequiredService<TimeProvider>(),
            services.GetService<ILogger<SqliteGrainStorage>>()));
        return builder;
    }
}
