using System.CommandLine;
using Krewe.Commands.Application;
using Krewe.Commands.Completion;
using Krewe.Commands.Output;
using Krewe.Errors;
using Krewe.Migrations;
using Krewe.Naming;
using Krewe.Specs;

namespace Krewe.Commands.Migrations;

/// <summary><c>krewe migrate REPLICA [--to HOST]</c>.</summary>
internal static class MigrateCommand
{
    /// <summary>For the help.</summary>
    public const string Examples = """
        krewe migrate digits/0
        krewe migrate digits/0 --to host-b --wait 60s
        """;

    public static Command Create(GlobalOptions options, Surroundings surroundings)
    {
        var name = new Argument<string>("REPLICA") { Description = "The replica: [TENANT/]MODEL[@REGION]/NUMBER." };
        name.CompletionSources.Add(options.Complete(NameSource.Replicas, surroundings));
        var to = new Option<string?>("--to") { Description = "The host to go to; the best place on another one when it is not given.", HelpName = "HOST" };
        to.CompletionSources.Add(options.Complete(NameSource.Hosts, surroundings));
        var wait = new WaitOption("it has arrived and the one before it has gone");
        var command = new Command("migrate", "Move a replica to another host while it serves: no request fails because of it. Ends with 2 when it cannot be moved, or was taken back.") { name, to };
        wait.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
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
