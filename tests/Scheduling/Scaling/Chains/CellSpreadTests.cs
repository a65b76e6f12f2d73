using Krewe.Scheduling.Scaling.Chains;
using Krewe.Scheduling.Scaling.Demand;

namespace Krewe.Scheduling.Tests.Scaling.Chains;

/// <summary>All cells of a step at once, beside each of them slot by slot and number by number.</summary>
public class CellSpreadTests
{
    private const int States = 23;

    [Theory]
    [InlineData(0, 1, 3, 4)]
    [InlineData(0, 9, 5, 12)]
    [InlineData(0.1, 9, 5, 12)]
    [InlineData(0.2, 9, 0, 6)]
    [InlineData(0.2, 9, 40, 6)]
    public void Advance_AllCells_EachIsWhatItsSlotsMakeOfIt(double burstShare, double burstSeconds, int packs, int slots)
    {
        var arrivals = new SlotArrivals(4, 1.3, new ArrivalBursts(burstShare, burstSeconds, 1.5), 1, 0.8);
        var spread = new CellSpread(arrivals, packs, States);
        for (var cell = 0; cell < QueueChain.Cells; cell++)
        {
            spread.Begin(cell, cell, 0.25);
            spread.Begin(cell + 7, cell, 0.75);
        }

        spread.Advance(slots);
        int[] cellOf = [.. Enumerable.Range(0, States).Select(state => Math.Min(state, QueueChain.Cells - 1))];
        var after = new double[QueueChain.Cells * QueueChain.Cells];
        spread.Sum(cellOf, after);
        for (var cell = 0; cell < QueueChain.Cells; cell++)
        {
            var expected = Play(arrivals, packs, slots, cell);
            for (var to = 0; to < QueueChain.Cells; to++)
            {
                Assert.Equal(expected.Where((_, state) => cellOf[state] == to).Sum(), after[(cell * QueueChain.Cells) + to], 1e-7);
            }
        }
    }

    [Fact]
    public void Advance_NothingChangesAnyMore_EndsEarly()
    {
        var arrivals = new SlotArrivals(1, 1, ArrivalBursts.None, 1, 1);
        var (few, many) = (After(100), After(int.MaxValue));
        Assert.All(Enumerable.Range(0, few.Length), at => Assert.Equal(few[at], many[at], 1e-6));

        double[] After(int slots)
        {
            var spread = new CellSpread(arrivals, 4, States);
            for (var cell = 0; cell < QueueChain.Cells; cell++)
            {
                spread.Begin(cell, cell, 1);
            }

            spread.Advance(slots);
            var after = new double[QueueChain.Cells * QueueChain.Cells];
            spread.Sum([.. Enumerable.Range(0, States).Select(state => Math.Min(state, QueueChain.Cells - 1))], after);
            return after;
        }
    }

    private static double[] Play(SlotArrivals arrivals, int packs, int slots, int cell)
    {
        var now = arrivals.Shares.Select(share => Enumerable.Range(0, States).Select(state => share * (state == cell ? 0.25 : state == cell + 7 ? 0.75 : 0)).ToArray()).ToArray();
        for (var slot = 0; slot < slots; slot++)
        {
            var next = now.Select(_ => new double[States]).ToArray();
            for (var phase = 0; phase < now.Length; phase++)
            {
                for (var state = 0; state < States; state++)
                {
                    for (var count = 0; count < arrivals.Counts[phase].Length; count++)
                    {
                        for (var then = 0; then < now.Length; then++)
                        {
                            next[then][Math.Min(States - 1, Math.Max(0, state - packs) + count)] += now[phase][state] * arrivals.Counts[phase][count] * arrivals.Moves[phase][then];
                        }
                    }
                }
            }

            now = next;
        }

        return [.. Enumerable.Range(0, States).Select(state => now.Sum(phase => phase[state]))];
    }
}
