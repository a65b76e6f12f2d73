using System.CommandLine;
using Krewe.Commands.Application;
using Krewe.Commands.Completion;
using Krewe.Commands.Output;
using Krewe.Commands.Regions;
using Krewe.Errors;
using Krewe.Migrations;
using Krewe.Naming;
using Krewe.Specs;

namespace Krewe.Commands.Migrations;

/// <summary><c>krewe migrate REPLICA [--to HOST]</c> and <c>krewe migrate MODEL --region REGION|--back</c>.</summary>
internal static class MigrateCommand
{
    /// <summary>For the help.</summary>
    public const string Examples = """
        krewe migrate digits/0
        krewe migrate digits/0 --to host-b --wait 60s
        krewe migrate digits --region us
        krewe migrate digits --back
        """;

    public static Command Create(GlobalOptions options, Surroundings surroundings)
    {
        var name = new Argument<string>("REPLICA") { Description = "The replica: [TENANT/]MODEL[@REGION]/NUMBER; with --region or --back the model." };
        name.CompletionSources.Add(options.Complete(NameSource.Replicas, surroundings));
        var to = new Option<string?>("--to") { Description = "The host to go to; the best place on another one when it is not given.", HelpName = "HOST" };
        to.CompletionSources.Add(options.Complete(NameSource.Hosts, surroundings));
        var region = new Option<string?>("--region") { Description = "Have the model served in this region, one that its spec allows, until --back. Waits for 5m unless --wait says otherwise.", HelpName = "REGION" };
        region.CompletionSources.Add(options.Complete(NameSource.Regions, surroundings));
        var back = new Option<bool>("--back") { Description = "Take back what was said by --region." };
        var wait = new WaitOption("it has arrived and the one before it has gone");
        var command = new Command(
            "migrate",
            "Move a replica to another host while it serves, or a model to another region: no request fails because of it. Ends with 2 when it cannot be moved, or was taken back.") { name, to, region, back };
        command.Validators.Add(result =>
        {
            if (((bool[])[result.GetValue(to) is not null, result.GetValue(region) is not null, result.GetValue(back)]).Count(given => given) > 1)
            {
                result.AddError("--to, --region and --back exclude each other.");
            }
        });
        wait.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            if (parsed.GetValue(region) is not null || parsed.GetValue(back))
            {
                return await new ModelMover(call).RunAsync(parsed.GetRequiredValue(name), parsed.GetValue(region), wait.Of(parsed, RegionMaintainer.Patience), cancellationToken);
            }

            var replica = await FindAsync(call, parsed.GetRequiredValue(name), cancellationToken);
            var migration = await call.AskAsync($"the move of {replica}", limited => call.Silo.MigrateAsync(replica, parsed.GetValue(to), limited), cancellationToken);
            return await FollowAsync(call, migration, wait.Of(parsed), cancellationToken);
        });
        return command;
    }

    private static async Task<ReplicaId> FindAsync(Call call, string name, CancellationToken cancellationToken)
    {
        var replicas = await call.AskAsync("the replicas", limited => call.Silo.GetReplicasAsync(limited), cancellationToken);
        var found = replicas.Select(replica => replica.Id)
            .Where(id => name == id.ToString() || name == $"{Words.Of(id.Model)}/{Words.Number(id.Number)}" || name == $"{id.Model.Tenant}/{id.Model.Model}/{Words.Number(id.Number)}"
                || name == $"{id.Model.Model}@{id.Model.Region}/{Words.Number(id.Number)}")
            .ToList();
        return found is [var one] ? one : throw new KreweException(new Problem
        {
            Code = ErrorCodes.NotFound,
            Where = "REPLICA",
            Message = found.Count == 0 ? $"there is no replica '{name}'" : $"several regions have a replica '{name}'; name one of them",
            Reasons = [.. found.Select(id => id.ToString())],
            Next = "krewe replicas; replicas are named MODEL/NUMBER",
        });
    }

    private static async Task<int> FollowAsync(Call call, Migration migration, TimeSpan patience, CancellationToken cancellationToken)
    {
        var (output, error) = (call.Surroundings.Output, call.Surroundings.Error);
        var told = "";
        if (patience > TimeSpan.Zero)
        {
            await Polling.UntilAsync(
                call.Surroundings,
                patience,
                async () =>
                {
                    var all = await call.AskAsync("the migrations", limited => call.Silo.GetMigrationsAsync(limited), cancellationToken);
                    migration = all.FirstOrDefault(one => one.Id == migration.Id && one.Pool == migration.Pool) ?? migration;
                    var phases = string.Join(' ', migration.Steps.Select(step => $"{Words.Of(step.Kind)} {Words.Of(step.Phase)}"));
                    if (phases != told)
                    {
                        error.WriteLine($"{migration.Id}: {told = phases}");
                    }

                    return migration.Ended;
                },
                cancellationToken);
        }

        if (!StructuredOutput.TryWrite(output, call.Format, migration))
        {
            var (from, to) = (migration.Steps.First(step => step.Kind == MigrationStepKind.Stop), migration.Steps.First(step => step.Kind == MigrationStepKind.Start));
            output.WriteLine($"{migration.Id} {Words.Of(migration.Status)}: {from.Replica} on {from.Host} becomes {to.Replica} on {to.Host}");
        }

        if (migration.Problem is { } problem)
        {
            ProblemWriter.Write(error, problem);
        }

        return migration.Status == MigrationStatus.Done || (patience == TimeSpan.Zero && migration.Status == MigrationStatus.Running) ? ExitCode.Done
            : migration.Ended ? ExitCode.Refused
            : NotInTime(error, migration, patience);
    }

    private static int NotInTime(TextWriter error, Migration migration, TimeSpan patience)
    {
        ProblemWriter.Write(error, new Problem
        {
            Code = ErrorCodes.MigrationFailed,
            Where = migration.Id,
            Message = $"it has not ended within {SpecUnits.FormatDuration(patience)}; it goes on all the same",
            Next = "krewe migrations --watch",
        });
        return ExitCode.Refused;
    }
}
