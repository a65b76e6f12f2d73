using System.Globalization;

namespace Krewe.Testing.Postgres;

/// <content>A second server that follows the first one, and takes its place when it is told to.</content>
public sealed partial class PostgresServer
{
    /// <summary>A setting of a primary with which every commit waits for a standby.</summary>
    public const string Synchronous = "synchronous_standby_names='*'";

    /// <summary>Starts a standby of a server.</summary>
    /// <param name="primary">The server that it follows.</param>
    public static async Task<PostgresServer> StartStandbyAsync(PostgresServer primary)
    {
        ArgumentNullException.ThrowIfNull(primary);
        var server = new PostgresServer(new Processes.TemporaryDirectory());
        try
        {
            if (Environment.IsPrivilegedProcess)
            {
                await RunAsync(PostgresInstallation.Own(server._directory.Path));
            }

            await RunAsync(
            [
                .. PostgresInstallation.AsUser, Path.Combine(PostgresInstallation.Programs!, "pg_basebackup"), "--pgdata", server.Data, "--host", "127.0.0.1",
                "--port", primary.Port.ToString(CultureInfo.InvariantCulture), "--username", "krewe", "--write-recovery-conf", "--checkpoint", "fast", "--no-sync",
            ]);
            await System.IO.File.AppendAllLinesAsync(Path.Combine(server.Data, "postgresql.conf"), [$"unix_socket_directories='{server._directory.Path}'"]);
            await server.StartOnFreePortAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>How to reach a database on whichever of two servers is the primary.</summary>
    /// <param name="database">Its name.</param>
    /// <param name="other">The other server.</param>
    public string ConnectionStringTo(string database, PostgresServer other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ConnectionStringTo(database).Replace(
            string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};"),
            string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1:{Port},127.0.0.1:{other.Port};Target Session Attributes=primary;"),
            StringComparison.Ordinal);
    }

    /// <summary>Makes a standby the primary, by the commands of docs/regions.md; it has no standby of its own and waits for none.</summary>
    public async Task PromoteAsync()
    {
        await RunAsync([.. PostgresInstallation.AsUser, Path.Combine(PostgresInstallation.Programs!, "pg_ctl"), "promote", "-D", Data]);
        await ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = ''");
        await ExecuteAsync("SELECT pg_reload_conf()");
    }
}
