using System.CommandLine;
using System.Globalization;
using Krewe.Commands.Application;
using Krewe.Commands.Completion;
using Krewe.Commands.Output;
using Krewe.Commands.Plan;
using Krewe.Commands.Watching;
using Krewe.Models;
using Krewe.Pools;
using Krewe.Replicas;

namespace Krewe.Commands.Explain;

/// <summary><c>krewe explain</c>: why a model is as it is.</summary>
internal static class ExplainCommand
{
    /// <summary>For its own help.</summary>
    public const string Examples = """
        krewe explain digits
        krewe explain acme/digits@eu-west -o json
        """;

    public static Command Create(GlobalOptions options, Surroundings surroundings)
    {
        var model = new Argument<ModelName>("MODEL") { Description = ModelName.Help, CustomParser = ModelName.Parse };
        var watch = new WatchOptions();
        var command = new Command(
            "explain",
            "Say why a model is as it is: what is wanted, what is, and every decision with its reasons. Ends with 2 when "
                + "replicas are refused.")
        {
            model,
        };
        model.CompletionSources.Add(options.Complete(NameSource.Models, surroundings));
        watch.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            var name = parsed.GetRequiredValue(model);
            var view = new View<ModelExplanation>(
                "the reasons of " + name,
                limited => call.Silo.ExplainAsync(name.Tenant, name.Model, name.Region, limited),
                Write,
                explanation => explanation.Placement.Refusal is null ? ExitCode.Done : ExitCode.Refused);
            return await Views.ShowAsync(call, view, watch.Interval(parsed), cancellationToken);
        });
        return command;
    }

    private static void Write(ModelExplanation explanation, Surroundings surroundings)
    {
        var output = surroundings.Output;
        var placement = explanation.Placement;
        output.WriteLine($"{placement.Model} version {placement.Spec.Version}: {explanation.Summary}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{placement.Ready} of {placement.Wanted} replicas ready, generation {placement.Generation}"));
        if (placement.Refusal is { } refusal)
        {
            ProblemWriter.Write(output, refusal);
        }

        if (placement is { Override: { } number, OverrideUntil: { } until })
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"an operator said {number} until {Words.Time(until)}"));
        }

        Replicas(placement, surroundings);
        if (explanation.Improvement is { } better)
        {
            output.WriteLine();
            output.WriteLine($"all of its pool: {better.Verdict}");
            PoolImprovementWriter.WriteMoves(better with { Moves = [.. better.Moves.Where(move => move.Model == placement.Model)] }, surroundings);
        }

        if (explanation.Scaling is { } scaling)
        {
            ScalingText.Write(scaling, output);
        }

        if (explanation.Queue is { } queue)
        {
            Queue(queue, output);
        }

        Decisions(explanation, output);
    }

    private static void Replicas(PlacementView placement, Surroundings surroundings)
    {
        if (placement.Replicas.IsEmpty)
        {
            return;
        }

        surroundings.Output.WriteLine();
        var table = new TableWriter(surroundings, "REPLICA", "PHASE", "VERSION", "HOST", "DEVICES", "EPOCH", "RESTARTS", "PROBLEM");
        foreach (var replica in placement.Replicas)
        {
            var phase = Words.Of(replica.Phase);
            table.Row(
                replica.Id.Number.ToString(CultureInfo.InvariantCulture),
                replica.Phase == ReplicaPhase.Ready ? Cell.Good(phase) : Cell.Warning(phase),
                replica.Version ?? "",
                replica.Lease?.Host ?? "",
                replica.Lease is { } lease ? (lease.Devices.IsEmpty ? "cpu" : string.Join(' ', lease.Devices)) : "",
                replica.Lease?.Epoch.ToString(CultureInfo.InvariantCulture) ?? "",
                replica.Restarts.ToString(CultureInfo.InvariantCulture),
                replica.Problem is { } problem ? Cell.Bad(problem.ToString()) : "");
        }

        table.Write();
    }

    private static void Queue(ModelView queue, TextWriter output)
    {
        var counters = queue.Counters;
        output.WriteLine();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"queue: {queue.Running} running on {queue.Slots} slots; waiting {string.Join(" + ", queue.Waiting)} (critical + standard + batch), {Words.Bytes(queue.WaitingBytes)}"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"since it was activated: {counters.Arrived} arrived, {counters.Completed} completed, {counters.Failed} failed, {counters.Refused} refused, {counters.Expired} expired, {counters.Cancelled} cancelled, {counters.Lost} lost"));
        if (queue.ServiceTimeP50 is { } median && queue.ServiceTimeP99 is { } tail)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"service time: median {median.TotalMilliseconds:0.##} ms, 99th percentile {tail.TotalMilliseconds:0.##} ms"));
        }
    }

    private static void Decisions(ModelExplanation explanation, TextWriter output)
    {
        if (explanation.Decisions.IsEmpty)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine("decisions, oldest first:");
        foreach (var decision in explanation.Decisions)
        {
            output.WriteLine($"{Words.Time(decision.At)} {decision.Action} {decision.Subject}: {decision.Text}");
            foreach (var reason in decision.Reasons)
            {
                output.WriteLine($"  - {reason}");
            }
        }
    }
}
