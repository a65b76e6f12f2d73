using System.Globalization;
using Krewe.Bench.Load.Generator;
using Krewe.Bench.RequestPath.Servers;
using Krewe.Testing.Processes;

namespace Krewe.Bench.Load;

/// <summary>A silo with one model on a server that sleeps, and streams of requests to it. The capacity is known: slots by sleep.</summary>
internal sealed class ModelLoad : IAsyncDisposable
{
    private readonly RunningProgram _server;
    private readonly KreweProxy _silo;

    private ModelLoad(RunningProgram server, KreweProxy silo) => (_server, _silo) = (server, silo);

    public int SiloProcess => _silo.Processes[0];

    /// <summary>Starts server and silo.</summary>
    /// <param name="sleepMs">What an execution takes.</param>
    /// <param name="concurrency">How many run at once.</param>
    /// <param name="queue">The model's queue, as the admin API takes it.</param>
    public static async Task<ModelLoad> StartAsync(int sleepMs, int concurrency, object queue)
    {
        var (program, address) = await SleepServer.StartAsync(sleepMs);
        return new ModelLoad(program, await KreweProxy.StartAsync([address], Body("standard", 10_000, "warm"), concurrency, queue));
    }

    /// <summary>A stream of requests at random times; what came of them.</summary>
    public Task<LoadOutcome> RunAsync(string @class, int timeoutMs, string fairnessKey, double rate, double seconds, int seed, double warmUp = 1) =>
        LoadProgram.StartAsync(new LoadOrder
        {
            Port = _silo.Port,
            Path = KreweProxy.Path(0),
            Body = Body(@class, timeoutMs, fairnessKey),
            // As many as can be outstanding: the rate for the whole time that a request may take.
            Clients = Math.Clamp((int)(rate * timeoutMs / 1_000 * 1.2) + 32, 64, 4_000),
            Rate = rate,
            WarmUp = warmUp,
            Seconds = seconds,
            Seed = seed,
            Overload = true,
            Processes = new Dictionary<string, int[]>(),
        });

    /// <summary>A closed loop: the next request when the last was answered.</summary>
    public Task<LoadOutcome> RunClosedAsync(int clients, double seconds) => LoadProgram.StartAsync(new LoadOrder
    {
        Port = _silo.Port,
        Path = KreweProxy.Path(0),
        Body = Body("standard", 10_000, "closed"),
        Clients = clients,
        WarmUp = 1,
        Seconds = seconds,
        Processes = new Dictionary<string, int[]>(),
    });

    /// <summary>Resident memory of the silo, in MiB.</summary>
    public double ResidentMiB()
    {
        var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{SiloProcess}/status")).First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1_024;
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static string Body(string @class, int timeoutMs, string fairnessKey) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"parameters":{"class":"{{@class}}","timeout":{{timeoutMs * 1_000L}},"fairness_key":"{{fairnessKey}}"},"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,2,3,4]}]}""");
}
