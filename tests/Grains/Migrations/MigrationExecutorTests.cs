using Krewe.Errors;
using Krewe.Grains.Migrations;
using Krewe.Grains.Tests.Support;
using Krewe.Migrations;

namespace Krewe.Grains.Tests.Migrations;

/// <summary>The rules by which a migration goes on, as tables and as seeded walks through a world in which anything may be lost.</summary>
public sealed class MigrationExecutorTests
{
    private static readonly MigrationLimits Limits = new();

    [Fact]
    public void Advance_EverythingGoesWell_StopsOnlyWhatHasAProvedSuccessorAndNoRequests()
    {
        var walk = new Walk(Move());
        Assert.Equal([new(0, MigrationCommandKind.Lease)], walk.Step(StepSighting.Missing, StepSighting.Ready));
        Assert.Empty(walk.Step(StepSighting.Held, StepSighting.Ready));
        Assert.Empty(walk.Step(StepSighting.Ready, StepSighting.Ready));
        walk.Wait(Limits.ProveFor);
        Assert.Equal([new(1, MigrationCommandKind.Switch)], walk.Step(StepSighting.Ready, StepSighting.Ready));
        Assert.Equal([new(1, MigrationCommandKind.Switch)], walk.Step(StepSighting.Ready, StepSighting.Ready, outstanding: 3));
        Assert.Equal([new(1, MigrationCommandKind.Stop)], walk.Step(StepSighting.Ready, StepSighting.Ready, outstanding: 0));
        Assert.Empty(walk.Step(StepSighting.Ready, StepSighting.Leaving));
        Assert.Empty(walk.Step(StepSighting.Ready, StepSighting.Missing));
        Assert.Equal(MigrationStatus.Done, walk.Migration.Status);
    }

    /// <summary>Its silo may have died a moment ago; nobody knows yet.</summary>
    [Theory]
    [InlineData("Proving")]
    [InlineData("Switching")]
    public void Advance_TheNewOneIsSilent_TheOldOneStays(string phase)
    {
        var walk = new Walk(Move()).To(Enum.Parse<MigrationPhase>(phase));
        walk.Wait(Limits.ProveFor);
        var before = walk.Migration;
        Assert.DoesNotContain(walk.Step(StepSighting.Silent, StepSighting.Ready, outstanding: 0), command => command.Kind == MigrationCommandKind.Stop);
        Assert.Equal(before, walk.Migration);
        walk.Step(StepSighting.Held, StepSighting.Ready, outstanding: 0);
        Assert.Equal(MigrationStatus.RollingBack, walk.Migration.Status);
    }

    [Fact]
    public void Advance_RequestsDoNotEnd_StopsAfterTheDrainBudget()
    {
        var walk = new Walk(Move()).To(MigrationPhase.Switching);
        walk.Wait(Walk.DrainWithin / 2);
        Assert.Equal([new(1, MigrationCommandKind.Switch)], walk.Step(StepSighting.Ready, StepSighting.Ready, outstanding: 1));
        walk.Wait(Walk.DrainWithin);
        Assert.Equal([new(1, MigrationCommandKind.Stop)], walk.Step(StepSighting.Ready, StepSighting.Ready, outstanding: 1));
    }

    [Theory]
    [InlineData("Leasing", "Unwanted")]
    [InlineData("Loading", "Missing")]
    [InlineData("Loading", "Failing")]
    [InlineData("Loading", "Leaving")]
    [InlineData("Loading", "Unwanted")]
    [InlineData("Proving", "Held")]
    [InlineData("Proving", "Missing")]
    [InlineData("Switching", "Held")]
    [InlineData("Switching", "Missing")]
    public void Advance_TheNewOneFailsBeforeTheOldOneWasStopped_TakesItBackAndLeavesTheOldOne(string phase, string seen)
    {
        var walk = new Walk(Move()).To(Enum.Parse<MigrationPhase>(phase));
        var commands = walk.Step(Enum.Parse<StepSighting>(seen), StepSighting.Ready, outstanding: 1);
        Assert.Equal(ErrorCodes.MigrationFailed, walk.Migration.Problem!.Code);
        Assert.DoesNotContain(commands, command => command.Step == 1);
        walk.Step(StepSighting.Missing, StepSighting.Ready);
        Assert.Equal(MigrationStatus.RolledBack, walk.Migration.Status);
        Assert.Equal([MigrationPhase.Undone, MigrationPhase.Undone], walk.Migration.Steps.Select(step => step.Phase));
    }

    [Fact]
    public void Advance_TheNewOneFailsWhenTheOldOneWasToldToStop_GoesOn()
    {
        var walk = new Walk(Move()).To(MigrationPhase.Draining);
        walk.Step(StepSighting.Missing, StepSighting.Leaving);
        walk.Step(StepSighting.Missing, StepSighting.Missing);
        Assert.Equal(MigrationStatus.Done, walk.Migration.Status);
    }

    [Theory]
    [InlineData("Leasing")]
    [InlineData("Loading")]
    public void Advance_NothingHappens_IsTakenBackInTime(string phase)
    {
        var walk = new Walk(Move()).To(Enum.Parse<MigrationPhase>(phase));
        walk.Wait(TimeSpan.FromMinutes(2));
        walk.Step(phase == "Leasing" ? StepSighting.Missing : StepSighting.Held, StepSighting.Ready);
        Assert.Equal(phase == "Leasing" ? MigrationStatus.RolledBack : MigrationStatus.RollingBack, walk.Migration.Status);
    }

    [Fact]
    public void Advance_OldOneIsLostMeanwhile_TheNewOneStays()
    {
        var walk = new Walk(Move()).To(MigrationPhase.Loading);
        walk.Step(StepSighting.Held, StepSighting.Missing);
        walk.Step(StepSighting.Ready, StepSighting.Missing);
        walk.Wait(Limits.ProveFor);
        Assert.Empty(walk.Step(StepSighting.Ready, StepSighting.Missing));
        Assert.Equal(MigrationStatus.Done, walk.Migration.Status);
    }

    [Fact]
    public void Advance_NoBudgetLeft_Waits()
    {
        var full = Enumerable.Range(0, Limits.PerHost).Select(number => Move($"x{number}") with { }).Select(other => new Walk(other).To(MigrationPhase.Loading).Migration);
        var (next, commands) = MigrationExecutor.Advance(Move("digits"), _ => Walk.Facts(StepSighting.Missing), new MoveBudget(full, Limits), Limits, Samples.Start);
        Assert.Empty(commands);
        Assert.Equal(MigrationPhase.Waiting, next.Steps[0].Phase);
    }

    /// <summary>
    /// Seeds × a world in which starts fail or hang, hosts vanish with what runs there, writes are lost with all that was decided since, and commands are carried out
    /// twice or not at all: never fewer of them serve than the losses themselves explain, nothing is left over, and every migration ends.
    /// </summary>
    [Fact]
    public void Advance_AnythingMayBeLost_NeverServesLessAndAlwaysEnds()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            RandomWorld.Run(seed);
        }
    }

    private static Migration Move(string model = "digits") => new()
    {
        Id = "m1",
        Pool = new("local", "default"),
        Cause = MigrationCause.Operator,
        BegunAt = Samples.Start,
        Steps =
        [
            new MigrationStep { Index = 0, Kind = MigrationStepKind.Start, Replica = Samples.Replica(1, model), Host = "h2", Replaces = 1, Since = Samples.Start },
            new MigrationStep { Index = 1, Kind = MigrationStepKind.Stop, Replica = Samples.Replica(0, model), Host = "h1", After = [0], Since = Samples.Start },
        ],
    };

    private sealed class Walk(Migration migration)
    {
        public static readonly TimeSpan DrainWithin = TimeSpan.FromSeconds(3);
        private DateTimeOffset _now = Samples.Start;

        public Migration Migration { get; private set; } = migration;

        public static StepFacts Facts(StepSighting sighting, int? outstanding = null) => new(sighting, TimeSpan.FromMinutes(1), DrainWithin, outstanding);

        public void Wait(TimeSpan time) => _now += time;

        public MigrationCommand[] Step(StepSighting start, StepSighting stop, int? outstanding = null)
        {
            (Migration, var commands) = MigrationExecutor.Advance(
                Migration, step => Facts(step.Index == 0 ? start : stop, outstanding), new MoveBudget([Migration], Limits), Limits, _now);
            return [.. commands];
        }

        public Walk To(MigrationPhase phase)
        {
            Step(StepSighting.Missing, StepSighting.Ready);
            for (var tries = 0; tries < 10 && Migration.Steps.All(step => step.Phase != phase); tries++)
            {
                Step(Migration.Steps[0].Phase == MigrationPhase.Leasing ? StepSighting.Held : StepSighting.Ready, StepSighting.Ready, phase == MigrationPhase.Draining ? 0 : 1);
                Wait(Limits.ProveFor);
            }

            Assert.Contains(Migration.Steps, step => step.Phase == phase);
            return this;
        }
    }
}
