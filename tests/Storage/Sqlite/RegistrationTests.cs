using Krewe.Storage.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Storage;

namespace Krewe.Storage.Tests.Sqlite;

public sealed class RegistrationTests
{
    [Fact]
    public async Task AddSqliteGrainStorage_ByName_IsTheStorageOfThatName()
    {
        using var directory = new TemporaryDirectory();
        var builder = new SiloBuilder();
        builder.AddSqliteGrainStorage("krewe", options => options.DataDirectory = directory.Path);
        await using var services = builder.Services.BuildServiceProvider();

        var storage = Assert.IsType<SqliteGrainStorage>(services.GetRequiredKeyedService<IGrainStorage>("krewe"));
        await storage.OpenAsync();

        Assert.Equal(directory.Database, storage.File);
        Assert.True(File.Exists(directory.Database));
        Assert.Single(services.GetServices<Orleans.ILifecycleParticipant<Orleans.Runtime.ISiloLifecycle>>());
    }

    private sealed class SiloBuilder : ISiloBuilder
    {
        public IServiceCollection Services { get; } = new ServiceCollection();

        public IConfiguration Configuration => throw new NotSupportedException();
    }
}
