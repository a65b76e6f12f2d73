using System.Net;
using System.Net.Sockets;
using Krewe.Grains.Placement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;

namespace Krewe.Testing.Simulation;

/// <summary>
/// What the simulation's silo is to tests of grains, on Microsoft Orleans: a real silo in this process, on the thread pool, by a clock that runs fast. The
/// same tests run, but no run is like another, so the tests that try seeds stay with the simulation.
/// </summary>
internal sealed class SimulatedSilo
{
    private readonly IHost _host;
    private readonly History _history = new();

    private SimulatedSilo(int seed, IHost host, FastClock time) => (Seed, Random, _host, Time) = (seed, new Random(seed), host, time);

    public int Seed { get; }

    public FastClock Time { get; }

    public Random Random { get; }

    public IServiceProvider Services => _host.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public static History Run(int seed, Func<SimulatedSilo, Task> program, SimulationOptions options) =>
        Task.Run(() => RunAsync(seed, program, options)).GetAwaiter().GetResult();

    public Task Delay(TimeSpan time) => Task.Delay(time, Time);

    public void Record(string kind, string what)
    {
        lock (_history)
        {
            _history.Add(Time.Elapsed, kind, what);
        }
    }

    private static async Task<History> RunAsync(int seed, Func<SimulatedSilo, Task> program, SimulationOptions options)
    {
        var time = new FastClock();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), FreePort())
                .AddPlacementDirector<HostPlacement, OnlySilo>()
                .AddPlacementDirector<LeasePlacement, OnlySilo>()
                .AddPlacementDirector<RegionPlacement, OnlySilo>();
            options.Configure(silo);
        });
        using var host = builder.Build();
        await host.StartAsync();
        var silo = new SimulatedSilo(seed, host, time);
        try
        {
            await program(silo);
        }
        finally
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await host.StopAsync(soon.Token);
        }

        return silo._history;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
