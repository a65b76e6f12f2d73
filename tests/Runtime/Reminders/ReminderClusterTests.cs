using Krewe.Runtime.Tests.Clusters;
using Krewe.Runtime.Tests.Grains;
using Krewe.Testing.Clusters;
using Krewe.Testing.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using static Krewe.Runtime.Tests.Simulated;

namespace Krewe.Runtime.Tests.Reminders;

public sealed class ReminderClusterTests
{
    private const int Grains = 20;

    [Fact]
    public void Ticks_OnSeveralSilos_ComeOncePerPeriod() => Run(async (cluster, log, _) =>
    {
        await RegisterAsync(cluster);
        await cluster.Delay(S(20 + (60 * 3)));
        Assert.Equal(Grains * 3, log.Events.Count);
        Assert.Equal(Grains * 3, log.Events.Distinct().Count());
    });

    [Fact]
    public void Ticks_OfADeadOwner_GoOn() => Run(async (cluster, log, _) =>
    {
        await RegisterAsync(cluster);
        await cluster.Delay(S(40));
        cluster.Silos[1].Crash();
        await cluster.Delay(S(10));
        await cluster.Delay(S(70));
        AssertEachTicks(log, "60");
    });

    [Fact]
    public void Ticks_WhenSilosComeAndGo_GoOn() => Run(async (cluster, log, _) =>
    {
        await RegisterAsync(cluster);
        await cluster.Delay(S(80));
        await cluster.StartSiloAsync();
        await cluster.Delay(S(5));
        await cluster.Silos[0].StopAsync();
        await cluster.Delay(S(5));
        await cluster.Silos[1].StopAsync();
        await cluster.Delay(S(60));
        AssertEachTicks(log, "0");
        AssertEachTicks(log, "60");
    });

    [Fact]
    public void Ticks_WhileTheTableIsAway_GoOn() => Run(async (cluster, log, table) =>
    {
        await RegisterAsync(cluster);
        table.IsDown = true;
        await cluster.Delay(S(30 + (60 * 7)));
        table.IsDown = false;
        AssertEachTicks(log, "0");
        AssertEachTicks(log, "360");
        var grain = cluster.Silos[0].Grains.GetGrain<IReminderGrain>("late");
        await grain.Register("r", S(1), S(60));
        await cluster.Delay(S(3));
        Assert.Contains("late/r 0", log.Events);
    });

    /// <summary>The news does not arrive: the owner finds the reminder in the table.</summary>
    [Fact]
    public void Tick_OwnerWasNotTold_ComesAfterTheNextReading() => Run(async (cluster, log, _) =>
    {
        cluster.Network.Faults = new NetworkFaults { LostPerThousand = 1000 };
        for (var key = 0; key < Grains; key++)
        {
            await cluster.Silos[0].Services.GetRequiredService<IReminderTable>().UpsertRow(new ReminderEntry
            {
                GrainId = cluster.Silos[0].Grains.GetGrain<IReminderGrain>($"{key}").GetGrainId(),
                ReminderName = "r",
                StartAt = cluster.Time.GetUtcNow().UtcDateTime,
                Period = S(60),
            });
        }

        cluster.Network.Faults = new NetworkFaults();
        await cluster.Delay(S(301 + 60));
        Assert.Equal(Grains, log.Events.Select(one => one.Split(' ')[0]).Distinct().Count());
    });

    private static async Task RegisterAsync(SimulatedCluster cluster)
    {
        for (var key = 0; key < Grains; key++)
        {
            await cluster.Silos[key % 3].Grains.GetGrain<IReminderGrain>($"{key}").Register("r", S(30), S(60));
        }
    }

    private static void AssertEachTicks(EventLog log, string at)
    {
        for (var key = 0; key < Grains; key++)
        {
            Assert.Contains($"{key}/r {at}", log.Events);
        }
    }

    private static void Run(Func<SimulatedCluster, EventLog, SharedReminderTable, Task> program)
    {
        SharedReminderTable? table = null;
        SimulatedClusters.Run(
            (cluster, log) => program(cluster, log, table!),
            options => options with
            {
                ClockDrift = 0.0001, // the log rounds times
                Configure = (number, builder) =>
                {
                    table = number == 0 ? new SharedReminderTable() : table;
                    options.Configure(number, builder);
                    builder.AddReminders();
                    builder.Services.AddSingleton<IReminderTable>(table!);
                },
            });
    }
}
