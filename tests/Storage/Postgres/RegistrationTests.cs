using Krewe.Storage.Events;
using Krewe.Storage.Postgres;
using Krewe.Storage.Postgres.Events;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.GrainDirectory;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace Krewe.Storage.Tests.Postgres;

public sealed class RegistrationTests
{
    private const string ConnectionString = "Host=nowhere.invalid;Username=krewe";

    [Fact]
    public async Task Add_StorageDirectoryAndLog_AreThoseOfTheSilo()
    {
        var builder = new SiloBuilder();
        builder.Services.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("c", "s"));
        builder.AddPostgresGrainStorage("krewe", options => options.ConnectionString = ConnectionString);
        builder.AddPostgresGrainDirectory(options => options.ConnectionString = ConnectionString);
        builder.AddPostgresEventLog("log", options => options.ConnectionString = ConnectionString);
        await using var services = builder.Services.BuildServiceProvider();

        Assert.IsType<PostgresGrainStorage>(services.GetRequiredKeyedService<IGrainStorage>("krewe"));
        Assert.IsType<PostgresGrainDirectory>(services.GetRequiredService<IGrainDirectory>());
        Assert.Equal("log", Assert.IsType<PostgresEventLog>(services.GetRequiredKeyedService<IEventLog>("log")).Name);
        var participants = services.GetServices<ILifecycleParticipant<ISiloLifecycle>>().ToArray();
        Assert.Equal(3, participants.Length);
        Assert.Single(participants.OfType<EventLogKeeper>());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void Make_NoConnectionString_IsRefused(string? connectionString) =>
        Assert.ThrowsAny<ArgumentException>(() => new PostgresGrainStorage(
            "krewe", new PostgresStorageOptions { ConnectionString = connectionString!, ServiceId = "s" }, TimeProvider.System));

    private sealed class SiloBuilder : ISiloBuilder
    {
        public IServiceCollection Services { get; } = new ServiceCollection();

        public IConfiguration Configuration => throw new NotSupportedException();
    }
}
