using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Migrations;

namespace Krewe.Grains.Migrations;

/// <summary>
/// The rules by which a migration goes on: what is stored and what is seen go in, what to store and what to do come out. Nothing hangs on what was done
/// before but on what is seen now, so each command can be repeated and a crash anywhere costs a round. See docs/migration.md.
/// </summary>
internal static class MigrationExecutor
{
    /// <summary>Takes a migration as far as it may go now. What it returns is stored before the commands are carried out.</summary>
    public static (Migration Next, ImmutableArray<MigrationCommand> Commands) Advance(
        Migration migration, Func<MigrationStep, StepFacts> look, MoveBudget budget, MigrationLimits limits, DateTimeOffset now)
    {
        if (migration.Ended)
        {
            return (migration, []);
        }

        var facts = migration.Steps.Select(look).ToImmutableArray();
        migration = Observe(migration, facts, limits, now);
        migration = migration.Status == MigrationStatus.RollingBack ? Undo(migration, facts, now) : Begin(migration, facts, budget, now);
        migration = End(migration, now);
        return (migration, [.. migration.Steps.Select(step => CommandOf(step, facts[step.Index])).OfType<MigrationCommand>()]);
    }

    /// <summary>Gives it up: replicas that were told to stop do so, all else is as before in the end.</summary>
    public static Migration TakeBack(Migration migration, Problem problem) =>
        migration.Status == MigrationStatus.Running ? migration with { Status = MigrationStatus.RollingBack, Problem = problem } : migration;

    private static Migration Observe(Migration migration, ImmutableArray<StepFacts> facts, MigrationLimits limits, DateTimeOffset now)
    {
        foreach (var step in migration.Steps)
        {
            var seen = facts[step.Index];
            if (step.Kind == MigrationStepKind.Start && WhyFailed(migration, step, seen, limits, now) is { } why)
            {
                return TakeBack(migration, Failed(migration, step, why, seen.Problem));
            }

            migration = To(migration, step, step.Kind == MigrationStepKind.Start ? NextOfStart(step, seen.Sighting, limits, now) : NextOfStop(step, seen, Serves(migration.Successor(step), facts), now), now);
        }

        return migration;
    }

    /// <summary>Why a start cannot come to its end; null where it may.</summary>
    private static string? WhyFailed(Migration migration, MigrationStep step, StepFacts seen, MigrationLimits limits, DateTimeOffset now)
    {
        var waited = now - step.Since;
        return (step.Phase, seen.Sighting) switch
        {
            (MigrationPhase.Waiting, StepSighting.Unwanted) => "its model was deleted or has another spec",
            (MigrationPhase.Leasing, StepSighting.Missing) => waited > limits.LeaseWithin ? "its host has granted no lease in time" : null,
            (MigrationPhase.Leasing or MigrationPhase.Loading or MigrationPhase.Proving, var sighting) => sighting switch
            {
                StepSighting.Missing => "it was lost with its host",
                StepSighting.Leaving => "it was told to stop",
                StepSighting.Unwanted => "its model was deleted or has another spec",
                StepSighting.Failing => "its model server fails",
                StepSighting.Held when step.Phase == MigrationPhase.Proving => "it was ready, and is not any more",
                StepSighting.Held when step.Phase == MigrationPhase.Loading && waited > seen.LoadWithin => "it was not ready in time",
                _ => null,
            },
            (MigrationPhase.Done, not (StepSighting.Ready or StepSighting.Silent)) when migration.Replaced(step) is { Phase: MigrationPhase.Waiting or MigrationPhase.Switching } =>
                "it was ready, and was not any more when the traffic was to be switched",
            _ => null,
        };
    }

    private static MigrationPhase NextOfStart(MigrationStep step, StepSighting seen, MigrationLimits limits, DateTimeOffset now) => (step.Phase, seen) switch
    {
        (MigrationPhase.Leasing, StepSighting.Held) => MigrationPhase.Loading,
        (MigrationPhase.Leasing or MigrationPhase.Loading, StepSighting.Ready) => MigrationPhase.Proving,
        (MigrationPhase.Proving, StepSighting.Ready) when now - step.Since >= limits.ProveFor => MigrationPhase.Done,
        (MigrationPhase.Undoing, StepSighting.Missing) => MigrationPhase.Undone,
        _ => step.Phase,
    };

    private static MigrationPhase NextOfStop(MigrationStep step, StepFacts seen, bool successorServes, DateTimeOffset now) => (step.Phase, seen.Sighting) switch
    {
        (MigrationPhase.Waiting or MigrationPhase.Switching or MigrationPhase.Draining, StepSighting.Missing) => MigrationPhase.Done,
        (MigrationPhase.Waiting or MigrationPhase.Switching, StepSighting.Leaving) => MigrationPhase.Draining,
        (MigrationPhase.Switching, _) when !successorServes => MigrationPhase.Switching,
        (MigrationPhase.Switching, _) when seen.Outstanding == 0 || now - step.Since > seen.DrainWithin => MigrationPhase.Draining,
        _ => step.Phase,
    };

    /// <summary>Until it is told to stop, a replica stays for as long as its successor has not said at this moment that it serves.</summary>
    private static bool Serves(MigrationStep? successor, ImmutableArray<StepFacts> facts) => successor is null || facts[successor.Index].Sighting == StepSighting.Ready;

    private static Migration Begin(Migration migration, ImmutableArray<StepFacts> facts, MoveBudget budget, DateTimeOffset now)
    {
        foreach (var step in migration.Steps)
        {
            if (step.Phase == MigrationPhase.Waiting && facts[step.Index].IsPrepared && step.After.All(before => IsDone(migration.Steps[before], facts[before].Sighting, step)) && budget.TryTake(step, migration.Cause == MigrationCause.Spot))
            {
                migration = To(migration, step, step.Kind == MigrationStepKind.Start ? MigrationPhase.Leasing : MigrationPhase.Switching, now);
            }
        }

        return migration;
    }

    /// <summary>A stop also asks that what was started for it serves at this moment, not only that it once did.</summary>
    private static bool IsDone(MigrationStep before, StepSighting seen, MigrationStep step) =>
        before.Phase == MigrationPhase.Done
        && (step.Kind == MigrationStepKind.Start || before.Kind == MigrationStepKind.Stop || before.Replaces != step.Index || seen == StepSighting.Ready);

    /// <summary>A start whose predecessor is still there was for nothing; one whose predecessor leaves is needed.</summary>
    private static Migration Undo(Migration migration, ImmutableArray<StepFacts> facts, DateTimeOffset now)
    {
        foreach (var step in migration.Steps)
        {
            if (step.Phase is MigrationPhase.Waiting or MigrationPhase.Switching)
            {
                migration = To(migration, step, MigrationPhase.Undone, now); // a switch that is not told again wears off
            }
        }

        foreach (var step in migration.Steps.Where(step => step.Kind == MigrationStepKind.Start))
        {
            var forNothing = step.Phase is MigrationPhase.Leasing or MigrationPhase.Loading or MigrationPhase.Proving
                || (step.Phase == MigrationPhase.Done && migration.Replaced(step) is { Phase: MigrationPhase.Undone });
            if (forNothing)
            {
                migration = To(migration, step, facts[step.Index].Sighting == StepSighting.Missing ? MigrationPhase.Undone : MigrationPhase.Undoing, now);
            }
        }

        return migration;
    }

    private static Migration End(Migration migration, DateTimeOffset now) =>
        migration.Steps.All(step => step.Phase == MigrationPhase.Done) && migration.Status == MigrationStatus.Running
            ? migration with { Status = MigrationStatus.Done, EndedAt = now }
        : migration.Status == MigrationStatus.RollingBack && migration.Steps.All(step => step.Phase is MigrationPhase.Done or MigrationPhase.Undone)
            ? migration with { Status = MigrationStatus.RolledBack, EndedAt = now }
        : migration;

    private static MigrationCommand? CommandOf(MigrationStep step, StepFacts seen) => (step.Phase, seen.Sighting) switch
    {
        (MigrationPhase.Leasing, StepSighting.Missing) => new MigrationCommand(step.Index, MigrationCommandKind.Lease),
        (MigrationPhase.Switching, not StepSighting.Missing) => new MigrationCommand(step.Index, MigrationCommandKind.Switch),
        (MigrationPhase.Draining or MigrationPhase.Undoing, not (StepSighting.Missing or StepSighting.Leaving)) => new MigrationCommand(step.Index, MigrationCommandKind.Stop),
        _ => null,
    };

    private static Migration To(Migration migration, MigrationStep step, MigrationPhase phase, DateTimeOffset now) =>
        phase == step.Phase ? migration : migration with { Steps = migration.Steps.SetItem(step.Index, step with { Phase = phase, Since = now }) };

    private static Problem Failed(Migration migration, MigrationStep step, string why, Problem? cause) => new()
    {
        Code = ErrorCodes.MigrationFailed,
        Message = $"migration {migration.Id} is taken back: replica {step.Replica} on host {step.Host}: {why}",
        Where = step.Replica.ToString(),
        Reasons = cause is null ? [] : [cause.ToString(), .. cause.Reasons],
    };
}
