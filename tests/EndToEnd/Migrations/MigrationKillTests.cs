using Krewe.Migrations;
using Krewe.Testing.Postgres;
using Xunit.Abstractions;

namespace Krewe.EndToEnd.Migrations;

/// <summary>One kill of each kind. All steps with all victims: <c>dotnet run -c Release --project tests/EndToEnd -- migration-kills</c>.</summary>
public sealed class MigrationKillTests(ITestOutputHelper output)
{
    [PostgresFact]
    public async Task Kill_SourceTargetOrPoolWhileAReplicaMoves_ItEndsAndNothingIsLeftOver()
    {
        await using var cluster = await KillCluster.StartAsync();
        var walk = new KillWalk(cluster, new Random(1));
        foreach (var one in (KillCase[])
            [new(MigrationPhase.Loading, Victim.Pool), new(MigrationPhase.Draining, Victim.Source), new(MigrationPhase.Loading, Victim.Target)])
        {
            var outcome = await walk.RunAsync(one);
            output.WriteLine(outcome.ToString());
            KillProgram.Check(outcome, problem => Assert.Fail(problem));
        }
    }
}
