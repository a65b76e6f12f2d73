using System.Collections.Immutable;

namespace Krewe.Scheduling.Queueing.Sharding;

/// <summary>
/// Splits slots between the shards of a queue by marginal use: a slot goes from where the last one is put to the least important use to where
/// the most important request has none. Between equally important uses it goes only where they are short by a quarter more, so that slots rest.
/// See docs/hot-models.md.
/// </summary>
public static class SlotSplit
{
    /// <summary>A shard must be so much shorter of slots than another one before a slot goes to an equally important use.</summary>
    private const double Unevenness = 1.25;

    /// <summary>Decides which slots move.</summary>
    /// <param name="shards">The shards.</param>
    /// <param name="maxMoves">How many move at most.</param>
    /// <returns>The moves, in their order; a shard that gets one gives none.</returns>
    public static ImmutableArray<SlotMove> Decide(IReadOnlyList<ShardDemand> shards, int maxMoves)
    {
        ArgumentNullException.ThrowIfNull(shards);
        ArgumentOutOfRangeException.ThrowIfNegative(maxMoves);
        var states = shards.Select(shard => new State(shard)).ToArray();
        var moves = ImmutableArray.CreateBuilder<SlotMove>();
        while (moves.Count < maxMoves && Next(states) is { } move)
        {
            moves.Add(move);
            (states[move.From].Slots, states[move.From].Gave) = (states[move.From].Slots - 1, true);
            (states[move.To].Slots, states[move.To].Got) = (states[move.To].Slots + 1, true);
        }

        return moves.ToImmutable();
    }

    private static SlotMove? Next(State[] states)
    {
        var to = -1;
        for (var index = 0; index < states.Length; index++)
        {
            if (states[index].Wants && (to < 0 || IsShorter(states[index], states[to])))
            {
                to = index;
            }
        }

        if (to < 0)
        {
            return null;
        }

        var from = -1;
        for (var index = 0; index < states.Length; index++)
        {
            if (index != to && states[index].Gives && (from < 0 || IsLesserUse(states[index], states[from])))
            {
                from = index;
            }
        }

        return from >= 0 && IsWorth(states[from], states[to]) ? new SlotMove(from, to) : null;
    }

    /// <summary>Whether the left one's next request is more important, or as important and worse off.</summary>
    private static bool IsShorter(State left, State right) =>
        left.NextRank != right.NextRank ? left.NextRank < right.NextRank : left.Shortage(left.NextRank) > right.Shortage(right.NextRank);

    /// <summary>Whether the left one puts its last slot to less important use, or to as important a one and is better off.</summary>
    private static bool IsLesserUse(State left, State right) =>
        left.LastRank != right.LastRank ? left.LastRank > right.LastRank
        : left.LastRank == int.MaxValue ? left.Idle > right.Idle
        : left.Shortage(left.LastRank) < right.Shortage(right.LastRank);

    private static bool IsWorth(State from, State to) =>
        from.LastRank > to.NextRank
        || (from.LastRank == to.NextRank && to.ShortageWithOneMore(to.NextRank) > Unevenness * from.Shortage(from.LastRank))
        || (from.LastRank == to.NextRank && to.Slots == 0);

    private sealed class State(ShardDemand demand)
    {
        public int Slots { get; set; } = demand.Slots;

        public bool Gave { get; set; }

        public bool Got { get; set; }

        public bool Wants => demand.TakesPart && !Gave && NextRank != int.MaxValue;

        public bool Gives => Slots > 0 && !Got;

        /// <summary>Slots beyond all that there is to do.</summary>
        public int Idle => Math.Max(0, Slots - Sum(int.MaxValue));

        /// <summary>The rank of the first request that no slot is for; the largest number when there is none.</summary>
        public int NextRank => RankOf(Slots);

        /// <summary>The rank of the request that the last slot is for; the largest number when that slot is idle, or the shard is to give all.</summary>
        public int LastRank => demand.TakesPart ? RankOf(Slots - 1) : int.MaxValue;

        /// <summary>Requests up to a rank by slots.</summary>
        public double Shortage(int rank) => Slots == 0 ? double.PositiveInfinity : Sum(rank) / (double)Slots;

        public double ShortageWithOneMore(int rank) => Sum(rank) / (Slots + 1.0);

        private int RankOf(int place)
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

        private int Sum(int rank)
        {
            var sum = 0;
            for (var index = 0; index < demand.ByRank.Length && index <= rank; index++)
            {
                sum += demand.ByRank[index];
            }

            return sum;
        }
    }
}
