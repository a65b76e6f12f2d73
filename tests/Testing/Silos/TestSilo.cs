using Krewe.Runtime.Hosting;
using Krewe.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;

namespace Krewe.Testing.Silos;

/// <summary>
/// A silo in this process on the thread pool, as in production, for tests of grains. Prefer
/// <see cref="Simulation.SimulatedSilo"/>: there waiting takes no time and every run can be repeated.
/// </summary>
/// <example>
/// <code>
/// var time = new ManualTimeProvider();                       // optional; the system's clock without it
/// await using var silo = await TestSilo.StartAsync(builder =>
/// {
///     builder.AddMemoryGrainStorageAsDefault();
///     builder.Services.AddSingleton&lt;IBackend, FakeBackend&gt;();
/// }, time);
/// var grain = silo.Grains.GetGrain&lt;IModelGrain&gt;("default/digits@local#0");
/// await grain.Apply(spec);
/// time.Advance(TimeSpan.FromSeconds(10));                    // timers due by then fire; their turns run on the pool,
/// await fake.Called;                                         // so await what they are to bring about, never sleep
/// </code>
/// </example>
public sealed class TestSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private TestSilo(IHost host) => _host = host;

    /// <summary>Makes references to grains.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>The host's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Starts a silo.</summary>
    /// <param name="configure">Configures it; services go into <c>builder.Services</c>.</param>
    /// <param name="time">The clock; a <see cref="ManualTimeProvider"/> for virtual time, null for the system's.</param>
    /// <param name="serializeMessages">Whether messages take their wire form, as between silos.</param>
    public static async Task<TestSilo> StartAsync(Action<ISiloBuilder>? configure = null, TimeProvider? time = null, bool serializeMessages = false)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(gatewayPort: 0);
            if (serializeMessages)
            {
                EngineServices.SerializeAllMessages(silo.Services);
            }

            configure?.Invoke(silo);
        });
        IHost host = builder.Build();
        try
        {
            await host.StartAsync();
            return new TestSilo(host);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>Stops the silo: activations end, in order.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
