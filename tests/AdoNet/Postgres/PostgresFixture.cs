using Krewe.Testing.Postgres;

namespace Krewe.Runtime.AdoNet.Tests.Postgres;

/// <summary>One server for the tests of a class; a database for each test. Started when first asked for: never, where it is missing.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly Lazy<Task<PostgresServer>> _server = new(() => PostgresServer.StartAsync());

    public Task<PostgresServer> Server => _server.Value;

    public async Task<string> CreateDatabaseAsync() => await (await Server).CreateDatabaseAsync();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
