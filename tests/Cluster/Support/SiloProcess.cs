using System.Globalization;
using Krewe.Cluster.Tests.TestSilo;
using Krewe.Testing.Processes;

namespace Krewe.Cluster.Tests.Support;

/// <summary>A test silo as a process, with the caller's way to it.</summary>
public sealed class SiloProcess : ICaller, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private SiloProcess(RunningProgram program, string name, Uri http, string silo, string gateway)
    {
        Program = program;
        Name = name;
        Silo = silo;
        Gateway = gateway;
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = http, Timeout = TimeSpan.FromSeconds(100) };
    }

    public RunningProgram Program { get; }

    public string Name { get; }

    /// <summary>Its address in the cluster, as text.</summary>
    public string Silo { get; }

    /// <summary>The address of its gateway, as text.</summary>
    public string Gateway { get; }

    public HttpClient Http { get; }

    /// <summary>Its port for other silos.</summary>
    public int Port => PortOf(Silo);

    /// <summary>Its port for clients.</summary>
    public int GatewayPort => PortOf(Gateway);

    /// <summary>Starts it and waits until it serves.</summary>
    /// <param name="name">The silo's name.</param>
    /// <param name="arguments">Its settings.</param>
    /// <param name="assembly">The test silo of another build; this one when null.</param>
    public static async Task<SiloProcess> StartAsync(string name, IEnumerable<string> arguments, string? assembly = null)
    {
        var program = RunningProgram.StartDotnet(
            assembly ?? typeof(SiloProcess).Assembly.Location,
            ["silo", "--name", name, .. arguments],
            new Dictionary<string, string> { ["DOTNET_gcServer"] = "0", ["DOTNET_TieredPGO"] = "0", ["DOTNET_DbgEnableMiniDump"] = "0" });
        try
        {
            var line = await program.WaitForLineAsync(text => text.StartsWith(TestSiloProgram.Ready, StringComparison.Ordinal), Patience);
            var parts = line.Split(' ');
            return new SiloProcess(program, name, new Uri(parts[1]), parts[2], parts[3]);
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<Reply> CallAsync(string path)
    {
        try
        {
            using var response = await Http.PostAsync(new Uri(path, UriKind.Relative), null);
            return new Reply(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException)
        {
            return new Reply(false, $"{exception.GetType().Name} {exception.Message}{(Program.HasExited ? $" ({Name} has ended: {string.Join('\n', Program.Errors.TakeLast(30))})" : "")}");
        }
    }

    /// <summary>Ends the process as a power failure would, and waits for its end.</summary>
    public async Task KillAsync()
    {
        Program.Signal("KILL");
        await Program.WaitForExitAsync(Patience);
    }

    /// <summary>Asks it to stop, and waits until it has. Returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        Program.Signal("TERM");
        return await Program.WaitForExitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!Program.HasExited)
        {
            Program.Signal("CONT");
        }

        await Program.DisposeAsync();
    }

    private static int PortOf(string address) => int.Parse(address.Split('@')[0].Split(':')[^1], CultureInfo.InvariantCulture);
}
