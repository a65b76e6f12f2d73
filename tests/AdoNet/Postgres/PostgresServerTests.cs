using System.Diagnostics;
using Krewe.Testing.Postgres;
using Npgsql;

namespace Krewe.Runtime.AdoNet.Tests.Postgres;

/// <summary>The fixture that the other tests stand on.</summary>
public sealed class PostgresServerTests
{
    [PostgresFact]
    public async Task RestartImmediately_WithCommittedRows_KeepsThem()
    {
        await using var server = await PostgresServer.StartAsync();
        await server.ExecuteAsync("CREATE TABLE t AS SELECT 7 AS n");
        var before = server.ProcessId;

        await server.RestartImmediatelyAsync();

        Assert.NotEqual(before, server.ProcessId);
        Assert.Equal("7", await server.ExecuteAsync("SELECT n FROM t"));
    }

    [PostgresFact]
    public async Task Pause_WithAnOpenConnection_AnswersAfterResumeOnly()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = 0 };
        Assert.Equal(1, await command.ExecuteScalarAsync());

        server.Pause();
        var answer = command.ExecuteScalarAsync();
        // Not a wait for an event: the state of a stopped process is that it does nothing, for as long as one cares to look.
        Assert.Equal("T", State(server.ProcessId));
        Assert.False(answer.IsCompleted);
        server.Resume();

        Assert.Equal(1, await answer.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [PostgresFact]
    public async Task Dispose_WhilePaused_EndsTheServer()
    {
        var server = await PostgresServer.StartAsync();
        var id = server.ProcessId;
        server.Pause();

        await server.DisposeAsync();

        Assert.False(System.IO.Directory.Exists($"/proc/{id}"));
    }

    [PostgresFact]
    public async Task CreateDatabase_Twice_GivesTwo()
    {
        await using var server = await PostgresServer.StartAsync();
        var first = await server.CreateDatabaseAsync("one");
        var second = await server.CreateDatabaseAsync();
        Assert.NotEqual(first, second);
        Assert.Equal("1", await server.ExecuteAsync("SELECT count(*) FROM pg_database WHERE datname = 'one'"));
    }

    /// <summary>What the death of the test process does: the pipe closes.</summary>
    [PostgresFact]
    public async Task Supervisor_WhoseInputCloses_EndsServerAndRemovesData()
    {
        await using var server = await PostgresServer.StartAsync();
        await server.StopAsync();
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("/bin/sh", server.Arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true },
        };
        process.Start();
        var line = await process.StandardOutput.ReadLineAsync();
        var id = line![PostgresSupervisor.Announcement.Length..];
        while (await process.StandardError.ReadLineAsync() is { } said && !said.Contains("ready to accept", StringComparison.Ordinal))
        {
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.False(System.IO.Directory.Exists($"/proc/{id}"));
        Assert.False(System.IO.Directory.Exists(server.Arguments[3]));
    }

    private static string State(int process) => File.ReadAllText($"/proc/{process}/stat").Split(") ")[1][..1];
}
