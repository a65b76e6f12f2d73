using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Krewe.Testing.Processes;

namespace Krewe.Testing.Postgres;

/// <summary>
/// A real PostgreSQL for tests: its own data directory, loopback, a free port, trusting everybody, without fsync (a crash of its
/// processes loses nothing, one of the machine would). It ends by its id when disposed, and also when the test process dies, however:
/// a shell holds the other end of a pipe, and the server is bound to that shell.
/// </summary>
public sealed partial class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TemporaryDirectory _directory;
    private RunningProgram? _supervisor;

    private PostgresServer(TemporaryDirectory directory) => _directory = directory;

    /// <summary>The port on loopback; it stays the same over restarts.</summary>
    public int Port { get; private set; }

    /// <summary>The process id of the server's first process; 0 while it is stopped.</summary>
    public int ProcessId { get; private set; }

    /// <summary>How to reach the database <c>postgres</c>.</summary>
    public string ConnectionString => ConnectionStringTo("postgres");

    /// <summary>What the shell is started with.</summary>
    internal string[] Arguments =>
    [
        "-c", PostgresSupervisor.Script, "postgres-supervisor", _directory.Path, .. PostgresInstallation.AsUserUntilParentDies,
        Path.Combine(PostgresInstallation.Programs!, "postgres"), "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture),
    ];

    private string Data => _directory.File("data");

    /// <summary>Starts a server.</summary>
    /// <param name="settings">Further settings, such as <c>max_connections=50</c>.</param>
    public static async Task<PostgresServer> StartAsync(params string[] settings)
    {
        var server = new PostgresServer(new TemporaryDirectory());
        try
        {
            await server.InitializeAsync(settings);
            await server.StartOnFreePortAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>How to reach a database.</summary>
    /// <param name="database">Its name.</param>
    public string ConnectionStringTo(string database) => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=krewe;Database={database};SSL Mode=Disable;GSS Encryption Mode=Disable");

    /// <summary>Makes an empty database, so that tests which share a server do not meet; gives its connection string.</summary>
    /// <param name="name">Its name; a new one by default.</param>
    public async Task<string> CreateDatabaseAsync(string? name = null)
    {
        name ??= "test_" + Guid.NewGuid().ToString("N")[..12];
        await ExecuteAsync($"CREATE DATABASE \"{name}\"");
        return ConnectionStringTo(name);
    }

    /// <summary>Runs SQL with <c>psql</c> and gives what it prints: unaligned rows only.</summary>
    /// <param name="sql">One statement.</param>
    /// <param name="database">The database.</param>
    public Task<string> ExecuteAsync(string sql, string database = "postgres") => RunAsync(
    [
        Path.Combine(PostgresInstallation.Programs!, "psql"), "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture),
        "-U", "krewe", "-d", database, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql,
    ]);

    /// <summary>Stops the server at once, as its crash would: connections break, the next start recovers.</summary>
    public Task StopImmediatelyAsync() => StopAsync("QUIT");

    /// <summary>Stops the server in order: transactions are rolled back, connections are told.</summary>
    public Task StopAsync() => StopAsync("INT");

    /// <summary>Starts the server again after a stop.</summary>
    public async Task StartAgainAsync()
    {
        if (_supervisor is not null)
        {
            throw new InvalidOperationException("The server runs.");
        }

        await LaunchAsync();
    }

    /// <summary>Stops the server at once and starts it again.</summary>
    public async Task RestartImmediatelyAsync()
    {
        await StopImmediatelyAsync();
        await StartAgainAsync();
    }

    /// <summary>Freezes all its processes: connections stay open and nothing is answered.</summary>
    public void Pause()
    {
        RunningProgram.Signal(ProcessId, "STOP");
        foreach (var child in Children())
        {
            RunningProgram.Signal(child, "STOP");
        }
    }

    /// <summary>Lets its processes go on.</summary>
    public void Resume()
    {
        foreach (var child in Children())
        {
            RunningProgram.Signal(child, "CONT");
        }

        RunningProgram.Signal(ProcessId, "CONT");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_supervisor is not null)
        {
            Resume();
            await StopImmediatelyAsync();
        }

        _directory.Dispose();
    }

    private async Task InitializeAsync(string[] settings)
    {
        if (PostgresInstallation.WhyMissing is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync(PostgresInstallation.Own(_directory.Path));
        }

        await RunAsync(
        [
            .. PostgresInstallation.AsUser, Path.Combine(PostgresInstallation.Programs!, "initdb"), "--pgdata", Data, "--auth", "trust",
            "--username", "krewe", "--encoding", "UTF8", "--locale", "C", "--no-sync",
        ]);
        string[] ours =
        [
            "listen_addresses='127.0.0.1'", $"unix_socket_directories='{_directory.Path}'", "fsync=off", "full_page_writes=off",
            "max_connections=200", "shared_buffers=32MB", "logging_collector=off", .. settings,
        ];
        await System.IO.File.AppendAllLinesAsync(Path.Combine(Data, "postgresql.conf"), ours);
    }

    /// <summary>Between finding a port and taking it another program may take it: then the next one is tried.</summary>
    private async Task StartOnFreePortAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            Port = FreePort();
            try
            {
                await LaunchAsync();
                return;
            }
            catch (TimeoutException exception) when (attempt < 5 && exception.Message.Contains("Address already in use", StringComparison.Ordinal))
            {
                await _supervisor!.DisposeAsync();
                _supervisor = null;
            }
        }
    }

    private async Task LaunchAsync()
    {
        _supervisor = RunningProgram.Start("/bin/sh", Arguments, workingDirectory: "/");
        var line = await _supervisor.WaitForLineAsync(text => text.StartsWith(PostgresSupervisor.Announcement, StringComparison.Ordinal), Patience);
        ProcessId = int.Parse(line.AsSpan(PostgresSupervisor.Announcement.Length), CultureInfo.InvariantCulture);
        await _supervisor.WaitForLineAsync(text => text.Contains("database system is ready to accept", StringComparison.Ordinal), Patience);
    }

    private async Task StopAsync(string signal)
    {
        if (_supervisor is null)
        {
            return;
        }

        if (!_supervisor.HasExited)
        {
            RunningProgram.Signal(ProcessId, signal);
            await _supervisor.WaitForExitAsync(Patience);
        }

        await _supervisor.DisposeAsync();
        _supervisor = null;
        ProcessId = 0;
    }

    private int[] Children()
    {
        var list = string.Create(CultureInfo.InvariantCulture, $"/proc/{ProcessId}/task/{ProcessId}/children");
        return System.IO.File.Exists(list)
            ? [.. System.IO.File.ReadAllText(list).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))]
            : [];
    }

    private static async Task<string> RunAsync(IEnumerable<string> command)
    {
        var parts = command.ToArray();
        using var process = Process.Start(new ProcessStartInfo(parts[0], parts[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? (await output).Trim()
            : throw new InvalidOperationException($"{string.Join(' ', parts)} ended with {process.ExitCode}.\n{await output}\n{await errors}");
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
