using System.Globalization;
using Krewe.Testing.Clusters;
using Krewe.Testing.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Krewe.Simulation.Tests.Running;

/// <summary>Runs a program under a seed: on 3 to 7 silos, with its troubles, then in peace.</summary>
internal sealed class ProgramRun
{
    private readonly ClusterProgram _program;
    private readonly Executions _executions = new();
    private readonly Findings _findings = new();
    private Workplace? _place;

    private ProgramRun(ClusterProgram program) => _program = program;

    /// <summary>The programs, by name.</summary>
    public static IReadOnlyDictionary<string, Func<ClusterProgram>> All { get; } = typeof(ClusterProgram).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(ClusterProgram)) && !type.IsAbstract)
        .ToDictionary(NameOf, type => (Func<ClusterProgram>)(() => (ClusterProgram)Activator.CreateInstance(type)!), StringComparer.Ordinal);

    /// <summary>The command that runs a seed again and shows what happened.</summary>
    public static string Replay(string program, int seed, Sabotage sabotage = Sabotage.None) => string.Create(
        CultureInfo.InvariantCulture,
        $"dotnet run -c Release --project tests/Simulation -- {program} {seed}{(sabotage == Sabotage.None ? "" : $" --sabotage {sabotage}")} --trace");

    /// <summary>Runs a seed. What goes wrong names the seed and the command that replays it; its data has the history.</summary>
    public static History Run(string name, int seed, Sabotage sabotage = Sabotage.None)
    {
        ClusterProgram program = All[name]();
        ProgramRun run = new(program);
        try
        {
            return SimulatedCluster.Run(seed, run.RunAsync, run.Options(seed, sabotage));
        }
        catch (Exception exception)
        {
            InvalidOperationException named = new($"{name}, seed {seed}: {exception.Message} Replay: {Replay(name, seed, sabotage)}", exception);
            named.Data["history"] = exception.Data["history"];
            throw named;
        }
    }

    private static string NameOf(Type type) => type.Name.Replace("Program", "", StringComparison.Ordinal).ToLowerInvariant();

    private SimulatedClusterOptions Options(int seed, Sabotage sabotage)
    {
        bool loses = _program.Troubles.HasFlag(Troubles.Loss) && seed % 2 == 0;
        return new SimulatedClusterOptions
        {
            Silos = 3 + (seed % 5),
            Faults = new NetworkFaults { MaxDelay = TimeSpan.FromMilliseconds(20), LatePerThousand = loses ? 20 : 0, LostPerThousand = loses ? 5 : 0 },
            Tables = new TableFaults { MaxDelay = TimeSpan.FromMilliseconds(1 + (seed % 20)) },
            ClockOffset = TimeSpan.FromSeconds(seed % 4 * 5), // so up to 30 s apart, as far as is allowed
            ClockDrift = 0.01,
            Gateways = _program.Troubles.HasFlag(Troubles.Gateways),
            ConfigureClient = services => services.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5)),
            Sabotage = sabotage,
            StorageRefusesTheDead = seed % 4 < 2,
            Invariant = Check,
            Configure = (_, builder) =>
            {
                builder.Services.AddSingleton(_executions).AddSingleton(_findings);
                builder.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5));
                _program.Configure(builder);
            },
        };
    }

    private async Task RunAsync(SimulatedCluster cluster)
    {
        Workplace place = _place = new Workplace(cluster) { Executions = _executions };
        Task mischief = Task.WhenAll(new Mischief(place, _program.Troubles).RunAsync(), new Mischief(place, _program.Troubles).RunAsync());
        await _program.WorkAsync(place);
        place.IsOver = true;
        await mischief;
        await Mischief.HealAsync(place);
        await place.Delay(25);
        foreach (SimulatedMember dead in cluster.Silos.Where(silo => !silo.IsGone && cluster.StatusOf(silo.Address) == Orleans.Runtime.SiloStatus.Dead))
        {
            Workplace.Require(false, $"{dead.Name} is dead in the membership table and has not found out in 30 s");
        }

        await _program.VerifyAsync(place);
        cluster.Record("outcomes", $"{place.Calls.Done} returned, {place.Calls.Unknown} unknown");
    }

    private void Check(SimulatedCluster cluster)
    {
        string? found = _executions.Twice is { } twice ? $"the operation {twice} ran twice"
            : _findings.First is { } first ? first
            : _place is null ? null
            : _place.Calls.FindOverdue(cluster.Time.Elapsed) ?? _program.FindViolation(_place);
        Workplace.Require(found is null, found!);
    }
}
