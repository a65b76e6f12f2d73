using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Krewe.Commands.Application;
using Krewe.Commands.Output;
using Krewe.Planning.Simulations;
using Krewe.Specs;

namespace Krewe.Commands.Simulate;

/// <summary><c>krewe simulate</c>: a trace replayed on a described fleet, here and now, without a silo.</summary>
internal static class SimulateCommand
{
    /// <summary>For its own help.</summary>
    public const string Examples = """
        krewe simulate --fleet fleet.yaml --models models.yaml --trace trace.csv
        krewe simulate --fleet fleet.yaml --models models.yaml --trace trace.csv --policy hpa --seeds 5 -o json
        krewe simulate --fleet fleet.yaml --models models.yaml --trace trace.csv --sweep hosts=2..16 --report report.html
        krewe simulate --fleet fleet.yaml --models models.yaml --trace trace.csv --smallest 99.9
        krewe simulate --fleet fleet.yaml --models times.yaml --specs model.yaml --trace trace.csv
        """;

    private const int MostSeeds = 1000;
    private static readonly string[] Policies = [.. Enum.GetNames<SimulatedPolicy>().Select(name => name.ToLowerInvariant())];

    public static Command Create(GlobalOptions options, Surroundings surroundings)
    {
        var fleet = new Option<string>("--fleet") { Description = "The machines, as YAML.", HelpName = "FILE", Required = true };
        var models = new Option<string>("--models") { Description = "The models, as YAML.", HelpName = "FILE", Required = true };
        var specs = new Option<string?>("--specs") { Description = "Specs as 'krewe apply' takes them: what the models' file does not say of a model, its spec does.", HelpName = "FILE" };
        var trace = new Option<string>("--trace") { Description = "The requests, as lines 'model,counts by step'.", HelpName = "FILE", Required = true };
        var history = new Option<string?>("--history") { Description = "The requests of the time before, from which the forecast learns; a trace like the other.", HelpName = "FILE" };
        var step = new Option<TimeSpan?>("--step") { Description = "The length of a step of the traces. [default: 1m]", HelpName = "TIME", CustomParser = result => DurationArgument.Parse(result, TimeSpan.FromSeconds(1)) };
        var policy = new Option<string>("--policy") { Description = $"Who decides on replicas: {string.Join(", ", Policies)}.", HelpName = "NAME", DefaultValueFactory = _ => Policies[0] };
        policy.AcceptOnlyFromAmong(Policies);
        var seeds = new Option<int>("--seeds") { Description = $"Runs, each with other arrivals and service times, 1 to {MostSeeds}.", HelpName = "N", DefaultValueFactory = _ => 1 };
        seeds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostSeeds)
            {
                result.AddError($"--seeds must be 1 to {MostSeeds}.");
            }
        });
        var sweep = new Option<Sweep?>("--sweep") { Description = "What is varied: hosts=A..B (machines of the first group) or replicas=A..B (the most of all models); :STEP after it.", HelpName = "WHAT", CustomParser = Sweep.Parse };
        var smallest = Percent("--smallest", "Find the fewest machines of the first group that answer this share of requests in time with every seed, such as 99.9.");
        var target = Percent("--target", "The share of requests in time that Krewe's own policy works to. [default: 99, or that of --smallest]");
        var report = new Option<string?>("--report") { Description = "Write a page with plots to this file.", HelpName = "FILE" };
        var command = new Command("simulate", "Replay a trace on a described fleet in virtual time, with the placement, forecasting and scaling of the cluster. No silo is asked. Ends with 2 when no fleet keeps --smallest.")
        {
            fleet, models, specs, trace, history, step, policy, seeds, sweep, smallest, target, report,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(sweep) is not null && result.GetResult(smallest) is not null)
            {
                result.AddError("--sweep and --smallest exclude each other.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            var machines = await SimulationInput.FileAsync(parsed.GetRequiredValue(fleet), surroundings, cancellationToken);
            var applied = parsed.GetValue(specs) is { } named ? await SimulationInput.SpecsAsync(named, surroundings, cancellationToken) : new Dictionary<string, ModelSpec>();
            var described = await SimulationInput.FileAsync(parsed.GetRequiredValue(models), surroundings, cancellationToken, applied);
            if (machines is null || applied is null || described is null)
            {
                return ExitCode.Error;
            }

            if (machines.Hosts.IsEmpty)
            {
                throw SimulationInput.Unusable("it has no machines; valid: a list 'hosts'", parsed.GetRequiredValue(fleet));
            }

            var every = parsed.GetValue(step) ?? TimeSpan.FromMinutes(1);
            var wanted = parsed.GetValue(smallest);
            var plan = new SimulationPlan
            {
                Hosts = machines.Hosts,
                Spot = machines.Spot,
                Models = described.Models,
                Trace = await SimulationInput.TraceAsync(parsed.GetRequiredValue(trace), every, surroundings, cancellationToken),
                History = parsed.GetValue(history) is { } before ? await SimulationInput.TraceAsync(before, every, surroundings, cancellationToken) : null,
                Policy = Enum.Parse<SimulatedPolicy>(parsed.GetRequiredValue(policy), ignoreCase: true),
                Seeds = parsed.GetValue(seeds),
                Target = parsed.GetValue(target) ?? wanted ?? 0.99,
            };
            var outcomes = Run(plan, parsed.GetValue(sweep), wanted, surroundings, parsed.GetRequiredValue(models), cancellationToken);
            return await ShowAsync(call, plan, outcomes, wanted, parsed.GetValue(report), cancellationToken);
        });
        return command;
    }

    private static ImmutableArray<SimulationOutcome> Run(
        SimulationPlan plan, Sweep? sweep, double? wanted, Surroundings surroundings, string where, CancellationToken cancellationToken)
    {
        void Tell(string what)
        {
            cancellationToken.ThrowIfCancellationRequested();
            surroundings.Error.WriteLine(what);
        }

        try
        {
            if (wanted is { } share)
            {
                var found = Simulation.Smallest(plan, share, outcome => Tell($"{outcome.Hosts} machines: {SimulateText.Share(outcome.LeastInTime)} in time with the worst seed"));
                return found is null ? [] : [found];
            }

            ImmutableArray<SimulationPlan> plans = sweep is null
                ? [plan]
                : [.. sweep.Values.Select(value => sweep.OfHosts ? plan.With(value) : plan with { MostReplicas = value })];
            return [.. plans.Select((one, i) => Simulation.Run(one, seed => Tell(string.Create(CultureInfo.InvariantCulture, $"fleet {i + 1} of {plans.Length}, seed {seed} of {one.Seeds}"))))];
        }
        catch (ArgumentException exception)
        {
            throw SimulationInput.Unusable(exception.Message.Split(" (Parameter")[0], where);
        }
    }

    private static async Task<int> ShowAsync(
        Call call, SimulationPlan plan, ImmutableArray<SimulationOutcome> outcomes, double? wanted, string? report, CancellationToken cancellationToken)
    {
        var view = new SimulationView(
            plan.Policy.ToString().ToLowerInvariant(),
            plan.Trace.Names.Length,
            plan.Trace.Requests,
            plan.Trace.Steps * plan.Trace.StepSeconds / 3600,
            plan.Seeds,
            wanted,
            [.. outcomes.Select(SimulationRow.Of)]);
        if (report is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(call.Surroundings.Directory, report), SimulationReport.Write(view, outcomes), cancellationToken);
        }

        Views.Print(call, new View<SimulationView>("the simulation", _ => Task.FromResult(view), SimulateText.Write, _ => ExitCode.Done), view, call.Surroundings);
        return outcomes.IsEmpty ? ExitCode.Refused : ExitCode.Done;
    }

    private static Option<double?> Percent(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "PERCENT",
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and < 100)
            {
                return percent / 100;
            }

            result.AddError($"'{result.Tokens[0].Value}' is not valid for {name}; valid: more than 0 and less than 100, such as 99.9.");
            return null;
        },
    };
}
