using FsCheck;
using FsCheck.Fluent;
using Krewe.Scheduling.Forecasting.History;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Forecasting;

public class HistoryTests
{
    [Fact]
    public void Pack_AnyRate_KeepsItWithinHalfAPerMille() => Seeded.ForAll(71,
        from mantissa in Gen.Choose(1, 1_000_000) from exponent in Gen.Choose(-6, 6) select mantissa * Math.Pow(10, exponent - 5),
        rate =>
        {
            var back = PackedRate.Unpack(PackedRate.Pack(rate));
            Assert.True(rate < 1e-6 || Math.Abs(back - rate) <= 0.0005 * rate, $"{rate} came back as {back}.");
        });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e13)]
    public void Pack_NoRate_IsMissing(double value) => Assert.True(double.IsNaN(PackedRate.Unpack(PackedRate.Pack(value))));

    [Fact]
    public void Append_StepsLeftOut_AreGaps()
    {
        var history = new StepHistory(10);
        Assert.True(history.Append(5, 1));
        Assert.True(history.Append(8, 2));
        Assert.False(history.Append(7, 3));
        Assert.Equal([1, double.NaN, double.NaN, 2], Enumerable.Range(5, 4).Select(step => history[step]));
        Assert.True(double.IsNaN(history[4]) && double.IsNaN(history[9]));
    }

    [Fact]
    public void Append_AnySteps_KeepsTheLastOnesAndRestoresThem() => Seeded.ForAll(72, Gen.Choose(1, 30).ArrayOf(0, 60), jumps =>
    {
        var history = new StepHistory(40);
        var model = new SortedDictionary<long, double>();
        var step = -100L;
        foreach (var jump in jumps)
        {
            step += jump;
            history.Append(step, step + 200);
            model[step] = step + 200;
        }

        var restored = StepHistory.Restore(history.Save());
        Assert.True(history.Count <= 40);
        for (var at = step - 60; at <= step + 1; at++)
        {
            var expected = at > step - 40 && at >= history.Start && model.TryGetValue(at, out var value) ? value : double.NaN;
            Assert.Equal(expected, Math.Round(history[at]));
            Assert.Equal(history[at], restored[at]);
        }
    });

    [Fact]
    public void Rewind_AStep_ForgetsItAndAllAfterIt()
    {
        var history = new StepHistory(10);
        Enumerable.Range(0, 8).ToList().ForEach(step => history.Append(step, step));
        history.Rewind(5);
        Assert.Equal((0, 5), (history.Start, history.End));
        Assert.True(double.IsNaN(history[5]));
        Assert.True(history.Append(5, 50));
        Assert.Equal(50, history[5]);
    }
}
