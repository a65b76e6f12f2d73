namespace Krewe.Testing.Processes;

/// <summary>A real silo as a process.</summary>
public sealed class RunningSilo : IAsyncDisposable
{
    private readonly RunningProgram? _program;

    private RunningSilo(RunningProgram? program, Uri address)
    {
        _program = program;
        Address = address;
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1_024 }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>The process.</summary>
    /// <exception cref="InvalidOperationException">Somebody else has started it.</exception>
    public RunningProgram Program => _program ?? throw new InvalidOperationException("The silo's process belongs to somebody else.");

    /// <summary>Where it serves.</summary>
    public Uri Address { get; }

    /// <summary>A client for it.</summary>
    public HttpClient Http { get; }

    /// <summary>One that somebody else has started and will stop.</summary>
    /// <param name="address">Where it serves.</param>
    public static RunningSilo At(Uri address) => new(null, address);

    /// <summary>Starts a silo on a free port and waits until it has printed that it is ready.</summary>
    /// <param name="dataDirectory">Its data directory.</param>
    /// <param name="arguments">Further arguments.</param>
    public static Task<RunningSilo> StartAsync(string dataDirectory, params string[] arguments) => StartInAsync(null, dataDirectory, arguments);

    /// <summary>Starts a silo on a free port with further variables of its environment, and waits until it has printed that it is ready.</summary>
    /// <param name="environment">Variables to add; null for none.</param>
    /// <param name="dataDirectory">Its data directory.</param>
    /// <param name="arguments">Further arguments.</param>
    public static async Task<RunningSilo> StartInAsync(IReadOnlyDictionary<string, string>? environment, string dataDirectory, params string[] arguments)
    {
        var program = RunningProgram.StartDotnet(
            Repository.Program("Silo", "Krewe.Silo"), ["--data", dataDirectory, "--urls", "http://127.0.0.1:0", .. arguments], environment);
        try
        {
            await program.WaitForLineAsync(line => line.StartsWith("ready in ", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
            var line = await program.WaitForLineAsync(line => line.StartsWith("inference ", StringComparison.Ordinal), TimeSpan.FromSeconds(5));
            return new RunningSilo(program, new Uri(line["inference".Length..].Trim().Split(' ')[0]));
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }
    }
}
