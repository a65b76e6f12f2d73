using System.Collections.Immutable;
using Krewe.Grains.Models.Shards;
using Krewe.Grains.Tests.Support;
using Krewe.Models.Shards;
using Krewe.Naming;
using Krewe.Scheduling.Queueing.Sharding;

namespace Krewe.Grains.Tests.Models.Shards;

/// <summary>The root's ledger against shards that are honest: they use what they were told of, and say so later.</summary>
public sealed class ShardLedgerTests
{
    [Fact]
    public void Deal_NewReplicas_EvenlyAndAllOfThem()
    {
        var ledger = Ledger(3, 8);
        ledger.Deal();
        ledger.Lower();
        ledger.Raise();

        Assert.Equal([6, 5, 5], ledger.Rows.Select(row => row.Cells.Values.Sum(cell => cell.Told)));
    }

    [Fact]
    public void Raise_SlotStillInUseElsewhere_OnlyWhenThatSaidSo()
    {
        var ledger = Ledger(2, 1, replicas: 1);
        ledger.Deal();
        ledger.Raise();
        ledger.Hear(0, Report(used: 1), Samples.Start);

        ledger.Move(new SlotMove(0, 1));
        Assert.Equal(0, Assert.Single(ledger.Lower()));
        ledger.Hear(0, Report(share: 0, used: 1), Samples.Start);
        Assert.Empty(ledger.Raise());
        ledger.Hear(0, Report(share: 0, used: 0), Samples.Start);
        Assert.Equal(1, Assert.Single(ledger.Raise()));
    }

    [Fact]
    public void Raise_NewRootHasNotHeardFromAll_NothingIsDealt()
    {
        var ledger = Ledger(2, 4, replicas: 1);
        ledger.Doubt();
        ledger.Deal();
        Assert.Empty(ledger.Raise());

        ledger.Forget(Samples.Start.AddSeconds(1));
        ledger.Deal();
        Assert.NotEmpty(ledger.Raise());
    }

    [Fact]
    public void Resize_Fewer_LastOnesLeaveWhenTheyHoldNothing()
    {
        var ledger = Ledger(3, 9, replicas: 1);
        ledger.Deal();
        ledger.Raise();
        ledger.Hear(2, Report(used: 2, share: 3), Samples.Start);

        ledger.Resize(2, Samples.Start);
        ledger.Deal();
        ledger.Lower();
        Assert.Equal(3, ledger.Count);
        ledger.Hear(2, Report(used: 0, share: 0), Samples.Start);
        ledger.Resize(2, Samples.Start);

        Assert.Equal(2, ledger.Count);
        ledger.Deal();
        ledger.Raise();
        Assert.Equal(9, ledger.Rows.Sum(row => row.Cells.Values.Sum(cell => cell.Told)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Exchanges_AtRandom_NoSlotIsUsedTwice(int seed)
    {
        var random = new Random(seed);
        const int Shards = 4, Slots = 6, Replicas = 3;
        var ledger = Ledger(Shards, Slots, Replicas);
        var share = new int[Shards, Replicas];
        var used = new int[Shards, Replicas];
        for (var round = 0; round < 2_000; round++)
        {
            ledger.Deal();
            if (random.Next(3) == 0)
            {
                var giver = Enumerable.Range(0, Shards).Where(shard => ledger.Rows[shard].Meant > 0).OrderBy(_ => random.Next()).First();
                ledger.Move(new SlotMove(giver, (giver + 1 + random.Next(Shards - 1)) % Shards));
            }

            foreach (var shard in ledger.Lower().Concat(ledger.Raise()))
            {
                if (random.Next(4) > 0) // else the word is lost
                {
                    Tell(shard);
                }
            }

            for (var shard = 0; shard < Shards; shard++)
            {
                for (var replica = 0; replica < Replicas; replica++)
                {
                    used[shard, replica] = used[shard, replica] > 0 && random.Next(2) == 0
                        ? used[shard, replica] - 1
                        : Math.Max(used[shard, replica], random.Next(share[shard, replica] + 1));
                }

                if (random.Next(2) == 0)
                {
                    Tell(shard);
                }
            }

            for (var replica = 0; replica < Replicas; replica++)
            {
                var all = Enumerable.Range(0, Shards).Sum(shard => Math.Max(share[shard, replica], used[shard, replica]));
                Assert.True(all <= Slots, $"seed {seed}, round {round}: {all} of {Slots}");
            }
        }

        void Tell(int shard)
        {
            var holdings = ImmutableArray.CreateBuilder<ShardHolding>();
            for (var replica = 0; replica < Replicas; replica++)
            {
                share[shard, replica] = ledger.Rows[shard].Cells.TryGetValue(Samples.Replica(replica), out var cell) ? cell.Told : 0;
                holdings.Add(new ShardHolding(Samples.Replica(replica), share[shard, replica], used[shard, replica]));
            }

            ledger.Hear(shard, new ShardReport { Activation = 1, Holdings = holdings.ToImmutable() }, Samples.Start);
        }
    }

    private static ShardLedger Ledger(int shards, int slots, int replicas = 2)
    {
        var ledger = new ShardLedger();
        ledger.Resize(shards, Samples.Start);
        ledger.SetReplicas(Enumerable.Range(0, replicas).Select(number => KeyValuePair.Create(Samples.Replica(number), slots)), known: null);
        return ledger;
    }

    private static ShardReport Report(int used, int share = 1) =>
        new() { Activation = 1, Holdings = [new ShardHolding(Samples.Replica(0), share, used)] };
}
