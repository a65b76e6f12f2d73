using Krewe.Runtime.Tests.Grains;
using Krewe.Testing.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace Krewe.Runtime.Tests;

/// <summary>Runs a test's program in virtual time on one thread, with bodies copied and with messages in wire form.</summary>
internal static class Simulated
{
    public static void Run(Func<SimulatedSilo, Task> program, Action<ISiloBuilder>? configure = null)
    {
        foreach (var serialize in (bool[])[false, true])
        {
            SimulatedSilo.Run(
                seed: serialize ? 2 : 1,
                program,
                new SimulationOptions
                {
                    SerializeMessages = serialize,
                    Configure = builder =>
                    {
                        builder.Services.AddSingleton<EventLog>();
                        configure?.Invoke(builder);
                    },
                });
        }
    }

    public static IReadOnlyList<string> Events(this SimulatedSilo silo) => silo.Services.GetRequiredService<EventLog>().Events;

    /// <summary>How much virtual time the work takes, in seconds.</summary>
    public static async Task<double> SecondsOf(this SimulatedSilo silo, Func<Task> work)
    {
        var before = silo.Time.GetUtcNow();
        await work();
        return (silo.Time.GetUtcNow() - before).TotalSeconds;
    }

    public static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
}
