using Krewe.Scheduling.Queueing.Sharding;

namespace Krewe.Scheduling.Tests.Queueing.Sharding;

public sealed class SlotSplitTests
{
    private const int Many = 10_000;

    [Fact]
    public void Decide_IdleSlotElsewhere_GoesToWhoWaits() =>
        Assert.Equal<SlotMove>([new SlotMove(1, 0), new SlotMove(1, 0)], SlotSplit.Decide([new(2, [0, 4, 0]), new(4, [0, 1, 0])], 2).ToArray());

    [Theory]
    [InlineData(0, 2, true)] // critical waits, batch runs
    [InlineData(1, 2, true)]
    [InlineData(0, 1, true)]
    [InlineData(1, 1, false)]
    [InlineData(2, 1, false)]
    [InlineData(2, 0, false)]
    public void Decide_ByRank_OnlyFromALessImportantUse(int waiting, int running, bool moves) =>
        Assert.Equal(moves, !SlotSplit.Decide([Demand(1, waiting, 2), Demand(2, running, 2)], 1).IsEmpty);

    [Fact]
    public void Decide_MostImportantFirst_BeforeLongerQueues() =>
        Assert.Equal<SlotMove>([new SlotMove(2, 1)], SlotSplit.Decide([new(1, [0, 50, 0]), new(1, [3, 0, 0]), new(1, [0, 0, 1])], 1).ToArray());

    [Theory]
    [InlineData(100, 100, 0)]
    [InlineData(120, 100, 0)]
    [InlineData(300, 100, 4)] // 30 and 10 for each slot; until 21 and 17
    public void Decide_SameRank_OnlyFromWhoIsClearlyBetterOff(int mine, int its, int least)
    {
        var moves = SlotSplit.Decide([new(10, [0, mine, 0]), new(10, [0, its, 0])], Many);
        Assert.True(moves.Length >= least && (least > 0 || moves.IsEmpty), $"{moves.Length} moves");
        Assert.All(moves, move => Assert.Equal(1, move.From));
    }

    [Fact]
    public void Decide_FewerSlotsThanShards_NobodyStarves()
    {
        int[] slots = [1, 0, 0];
        var had = new HashSet<int>();
        for (var round = 0; round < 6; round++)
        {
            foreach (var move in SlotSplit.Decide([.. slots.Select(count => new ShardDemand(count, [0, 9, 0]))], Many))
            {
                slots[move.From]--;
                slots[move.To]++;
            }

            had.UnionWith(Enumerable.Range(0, 3).Where(shard => slots[shard] > 0));
        }

        Assert.True(had.Count > 1);
        Assert.Equal(1, slots.Sum());
    }

    [Fact]
    public void Decide_ShardIsClosed_GivesAllAndGetsNone()
    {
        var moves = SlotSplit.Decide([new(0, [0, 9, 0]), new(3, [9, 0, 0], TakesPart: false)], Many);
        Assert.Equal<SlotMove>([new SlotMove(1, 0), new SlotMove(1, 0), new SlotMove(1, 0)], moves.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Decide_RandomDemands_KeepsSlotsAndLeavesNoInversion(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var shards = Enumerable.Range(0, random.Next(2, 9))
                .Select(_ => new ShardDemand(random.Next(0, 12), [random.Next(0, 6), random.Next(0, 9), random.Next(0, 9)]))
                .ToArray();
            var slots = shards.Select(shard => shard.Slots).ToArray();

            var moves = SlotSplit.Decide(shards, Many);
            foreach (var move in moves)
            {
                slots[move.From]--;
                slots[move.To]++;
            }

            Assert.All(slots, count => Assert.True(count >= 0));
            Assert.Equal(shards.Sum(shard => shard.Slots), slots.Sum());
            Assert.Empty(moves.Select(move => move.From).Intersect(moves.Select(move => move.To)));
            for (var waits = 0; waits < shards.Length; waits++)
            {
                for (var gives = 0; gives < shards.Length; gives++)
                {
                    var inversion = Rank(shards[waits], slots[waits]) < Rank(shards[gives], slots[gives] - 1) && slots[gives] > 0
                        && !moves.Any(move => move.To == gives || move.From == waits);
                    Assert.False(inversion, $"seed {seed}, round {round}: {waits} waits for what {gives} has");
                }
            }
        }
    }

    private static ShardDemand Demand(int slots, int rank, int count) =>
        new(slots, [rank == 0 ? count : 0, rank == 1 ? count : 0, rank == 2 ? count : 0]);

    private static int Rank(ShardDemand demand, int place)
    {
        var before = 0;
        for (var rank = 0; rank < demand.ByRank.Length; rank++)
        {
            before += demand.ByRank[rank];
            if (place < before)
            {
                return rank;
            }
        }

        return int.MaxValue;
    }
}
