using System.Collections.Immutable;
using Krewe.Grains.Pools;
using Krewe.Grains.Pools.Planning;
using Krewe.Grains.Tests.Support;
using Krewe.Hosts;
using Krewe.Replicas;

namespace Krewe.Grains.Tests.Pools.Planning;

/// <summary>
/// A case is written as text. A replica is its number, then <c>o</c> for an older revision, then its state: <c>+</c> ready, <c>-</c> not,
/// <c>?</c> unknown, <c>x</c> being stopped. A step is <c>place N</c> (with <c>/M</c> for what stops when there is no room) or <c>stop N</c>.
/// </summary>
public sealed class PoolPlannerTests
{
    [Theory]
    [InlineData("from nothing", 2, "", "place 0, place 1")]
    [InlineData("as wanted", 2, "0+ 1-", "")]
    [InlineData("up", 3, "0+ 1+", "place 2")]
    [InlineData("up reuses a free number", 3, "0+ 2+", "place 1")]
    [InlineData("a stopping one keeps its number", 2, "0x 1+", "place 2")]
    [InlineData("down: highest first", 1, "0+ 1+ 2+", "stop 2, stop 1")]
    [InlineData("down: one that is not ready first", 1, "0- 1+", "stop 0")]
    [InlineData("to none", 0, "0+ 1-", "stop 1, stop 0")]
    [InlineData("new spec: starts before it stops", 2, "0o+ 1o+", "place 2/0, place 3")]
    [InlineData("new spec: an old one goes for each that is ready", 2, "0o+ 1o+ 2+ 3-", "stop 0")]
    [InlineData("new spec: all are ready", 2, "0o+ 1o+ 2+ 3+", "stop 0, stop 1")]
    [InlineData("new spec: an old one that is not ready goes at once", 2, "0o- 1o+", "stop 0, place 2, place 3")]
    [InlineData("new spec: one is stopping, so no second one makes room", 2, "0ox 1o+", "place 2, place 3")]
    [InlineData("new spec: one is starting, so no second one makes room", 3, "1o+ 2o+ 3-", "place 0, place 4")]
    [InlineData("new spec: the first is ready, the next makes room", 3, "1o+ 2o+ 3+", "place 0/1, place 4")]
    [InlineData("new spec: nobody knows whether the old one is ready", 1, "0o?", "place 1/0")]
    [InlineData("new spec: the new ones are ready, the unknown old one goes", 1, "0o? 1+", "stop 0")]
    [InlineData("new spec and fewer", 1, "0o+ 1o+ 2o+", "stop 0, stop 1, place 3")]
    [InlineData("leaving: starts before it stops, and never makes room", 2, "0l+ 1+", "place 2")]
    [InlineData("leaving: goes when another is ready", 2, "0l+ 1+ 2+", "stop 0")]
    [InlineData("leaving: waits while the other starts", 2, "0l+ 1+ 2-", "")]
    [InlineData("leaving: all of them", 2, "0l+ 1l+", "place 2, place 3")]
    [InlineData("leaving: one goes for each that is ready, the highest first", 2, "0l+ 1l+ 2+ 3-", "stop 1")]
    [InlineData("leaving: not ready goes when another was placed", 1, "0l- 1-", "stop 0")]
    [InlineData("leaving: not ready stays while there is no other", 1, "0l-", "place 1")]
    [InlineData("leaving: nobody knows whether it serves", 1, "0l? 1-", "")]
    [InlineData("leaving: nobody knows, and others are ready", 1, "0l? 1+", "stop 0")]
    [InlineData("leaving and fewer", 1, "0l+ 1l+", "stop 1, place 2")]
    [InlineData("leaving, and a new spec", 2, "0l+ 1o+", "place 2/1, place 3")]
    public void Plan_Case_Steps(string name, int wanted, string replicas, string expected)
    {
        var (state, views) = Parse(wanted, replicas, removing: false);

        Assert.True(expected == Text(PoolPlanner.Plan(state, views, Leaves)), $"{name}: expected '{expected}', planned '{Text(PoolPlanner.Plan(state, views, Leaves))}'");
    }

    [Fact]
    public void Plan_ModelWasDeleted_AllStopAndNoneIsPlaced()
    {
        var (state, views) = Parse(3, "0+ 1o+ 2o-", removing: true);

        var actions = PoolPlanner.Plan(state, views, Leaves);

        Assert.Equal(3, actions.Count(action => action.Kind == PoolActionKind.Stop));
        Assert.Equal(3, actions.Length);
    }

    [Fact]
    public void Plan_SeveralModels_EachByItself()
    {
        var (state, views) = Parse(1, "0+", removing: false);
        state = state with
        {
            Models = state.Models.Add("default/other@local", new PoolModel { Spec = Samples.Spec(2, name: "other"), Generation = 3, Revision = 3 }),
        };

        Assert.Equal(["default/other@local/0", "default/other@local/1"], PoolPlanner.Plan(state, views, Leaves).Select(action => action.Replica.ToString()));
    }

    /// <summary>A rolling change in a pool with no room to spare, played to its end: at most one replica is missing at any time.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Plan_NoRoomForBoth_NeverMoreThanOneBelowWanted(int wanted)
    {
        var (state, views) = Parse(wanted, string.Join(' ', Enumerable.Range(0, wanted).Select(number => $"{number}o+")), removing: false);
        for (var round = 0; round < 10 * wanted; round++)
        {
            foreach (var action in PoolPlanner.Plan(state, views, Leaves))
            {
                var key = action.Replica.ToString();
                if (action.Kind == PoolActionKind.Stop)
                {
                    state = state with { Replicas = state.Replicas.SetItem(key, state.Replicas[key] with { Stopping = true }) };
                }
                else if (state.Replicas.Count < wanted)
                {
                    state = state with { Replicas = state.Replicas.Add(key, Replica(action.Replica.Number, old: false)) };
                    views[key] = View(action.Replica.Number, ReplicaPhase.Starting);
                }
                else if (action.MakeRoom is { } old)
                {
                    state = state with { Replicas = state.Replicas.SetItem(old.ToString(), state.Replicas[old.ToString()] with { Stopping = true }) };
                }
            }

            Assert.True(Serving() >= wanted - 1, $"round {round}: {Serving()} of {wanted} serve");

            // What is stopped leaves in one round, what is started is ready in the third.
            state = state with { Replicas = state.Replicas.RemoveRange(state.Replicas.Where(pair => pair.Value.Stopping).Select(pair => pair.Key)) };
            if (round % 3 == 2)
            {
                foreach (var (key, replica) in state.Replicas)
                {
                    views[key] = View(replica.Lease.Replica.Number, ReplicaPhase.Ready);
                }
            }
        }

        Assert.All(state.Replicas.Values, replica => Assert.Equal(2, replica.Revision));
        Assert.Equal(wanted, state.Replicas.Count);

        int Serving() => state.Replicas.Count(pair => !pair.Value.Stopping && views.TryGetValue(pair.Key, out var view) && view.Phase == ReplicaPhase.Ready);
    }

    private static string Text(IEnumerable<PoolAction> actions) => string.Join(", ", actions.Select(action => action.Kind == PoolActionKind.Stop
        ? $"stop {action.Replica.Number}"
        : $"place {action.Replica.Number}{(action.MakeRoom is { } old ? $"/{old.Number}" : "")}"));

    /// <summary>The place of replicas that are written with an <c>l</c>.</summary>
    private static bool Leaves(Lease lease) => lease.Host == "leaving";

    private static (PoolState State, Dictionary<string, ReplicaView> Views) Parse(int wanted, string replicas, bool removing)
    {
        var state = new PoolState
        {
            Models = ImmutableSortedDictionary<string, PoolModel>.Empty.Add(
                Samples.Digits.ToString(), new PoolModel { Spec = Samples.Spec(wanted), Generation = 2, Revision = 2, Removing = removing }),
        };
        var views = new Dictionary<string, ReplicaView>();
        foreach (var text in replicas.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var number = text[0] - '0';
            var key = Samples.Replica(number).ToString();
            state = state with { Replicas = state.Replicas.Add(key, Replica(number, text.Contains('o', StringComparison.Ordinal), text.Contains('l', StringComparison.Ordinal)) with { Stopping = text[^1] == 'x' }) };
            if (text[^1] != '?')
            {
                views[key] = View(number, text[^1] == '+' ? ReplicaPhase.Ready : text[^1] == 'x' ? ReplicaPhase.Draining : ReplicaPhase.Starting);
            }
        }

        return (state, views);
    }

    private static ReplicaView View(int number, ReplicaPhase phase) => new() { Id = Samples.Replica(number), Phase = phase };

    private static PoolReplica Replica(int number, bool old, bool leaves = false) => new()
    {
        Lease = new Lease { Replica = Samples.Replica(number), Host = leaves ? "leaving" : "h1", Epoch = number + 1, CpuMillicores = 1, MemoryBytes = 1 },
        Revision = old ? 1 : 2,
        Spec = Samples.Spec(),
    };
}
