using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;

namespace Krewe.Bench.Engine;

/// <summary>The silo in the other process: it brings the grains to life that this one calls, and ends when its standard input does.</summary>
internal sealed class OtherProcess : IDisposable
{
    public const string Verb = "engine-silo";

    private const string Ready = "ready";
    private readonly Process _process;

    private OtherProcess(Process process, int gatewayPort) => (_process, GatewayPort) = (process, gatewayPort);

    public int GatewayPort { get; }

    public static async Task<OtherProcess> StartAsync(string database, int grains)
    {
        var gatewayPort = EngineHosts.FreePort();
        var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { typeof(OtherProcess).Assembly.Location, Verb, database, Text(gatewayPort), Text(grains) },
        })!;
        var other = new OtherProcess(process, gatewayPort);
        for (var line = await process.StandardOutput.ReadLineAsync(); line != Ready; line = await process.StandardOutput.ReadLineAsync())
        {
            if (line is null)
            {
                other.Dispose();
                throw new InvalidOperationException("The other silo ended before it was ready.");
            }
        }

        return other;
    }

    /// <summary>What the other process does.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        using var host = EngineHosts.Member(arguments[0], int.Parse(arguments[1], CultureInfo.InvariantCulture));
        await host.StartAsync();
        var factory = host.Services.GetRequiredService<IGrainFactory>();
        await Task.WhenAll(Enumerable.Range(0, int.Parse(arguments[2], CultureInfo.InvariantCulture))
            .Select(key => factory.GetGrain<IPingGrain>(key).Ping(key).AsTask()));
        Console.WriteLine(Ready);
        while (await Console.In.ReadLineAsync() is not null)
        {
        }

        await host.StopAsync();
        return 0;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(15)))
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
