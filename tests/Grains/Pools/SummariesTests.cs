using Krewe.Errors;
using Krewe.Grains.Pools;
using Krewe.Grains.Tests.Support;
using Krewe.Pools;
using Krewe.Replicas;

namespace Krewe.Grains.Tests.Pools;

public sealed class SummariesTests
{
    private static readonly PlacementView Placement = new()
    {
        Model = Samples.Digits,
        Spec = Samples.Spec(2),
        Generation = 1,
        Wanted = 2,
        Ready = 2,
        Replicas = [View(0, ReplicaPhase.Ready), View(1, ReplicaPhase.Ready)],
    };

    [Fact]
    public void Of_AllReady_OnlyThat() =>
        Assert.Equal("default/digits@local: 2 of 2 replicas are ready", Summaries.Of(Placement));

    [Fact]
    public void Of_Starting_SaysSo() =>
        Assert.EndsWith("; the others are starting", Summaries.Of(Placement with { Ready = 1, Replicas = [View(0, ReplicaPhase.Ready), View(1, ReplicaPhase.Starting)] }), StringComparison.Ordinal);

    [Fact]
    public void Of_NoRoom_ReasonAndWhatWouldHelp()
    {
        var text = Summaries.Of(Placement with
        {
            Ready = 1,
            Replicas = [View(0, ReplicaPhase.Ready)],
            Refusal = new Problem { Code = ErrorCodes.NotPlaced, Message = "replica 1 has no place", Next = "free 0.5 cores" },
        });

        Assert.EndsWith("; replica 1 has no place; free 0.5 cores", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OldRefusalButAllPlaced_NotRepeated() =>
        Assert.DoesNotContain("no place", Summaries.Of(Placement with { Refusal = new Problem { Code = ErrorCodes.NotPlaced, Message = "no place" } }), StringComparison.Ordinal);

    [Fact]
    public void Of_Restarting_NamesReplicaAndProblem()
    {
        var troubled = View(1, ReplicaPhase.Restarting) with { Problem = new Problem { Code = ErrorCodes.BackendLost, Message = "exit code 7" } };

        var text = Summaries.Of(Placement with { Ready = 1, Replicas = [View(0, ReplicaPhase.Ready), troubled] });

        Assert.Contains("replica default/digits@local/1 is restarting: KRW4004: exit code 7", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Removing_SaysHowManyStop() =>
        Assert.Equal("default/digits@local was deleted; 2 replicas are stopping", Summaries.Of(Placement with { Removing = true }));

    private static ReplicaView View(int number, ReplicaPhase phase) => new() { Id = Samples.Replica(number), Phase = phase };
}
