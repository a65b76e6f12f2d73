using Krewe.Admin.History;
using Krewe.Commands.Top;

namespace Krewe.Commands.Tests.Top;

public sealed class TopStateTests
{
    private static readonly string Digits = SampleCluster.DigitsPlacement.Model.ToString();

    [Fact]
    public void History_ThenSeconds_IsOneSeries()
    {
        var state = new TopState()
            .With(new HistoryView
            {
                First = 1,
                Last = 3,
                Models = [new ModelHistory { Model = SampleCluster.DigitsPlacement.Model, Completed = [1, null, 3], Failed = [1, null, 0], WaitingStandard = [5, 6, null], WaitingCritical = [0, 1, null], P99 = [0.1, null, 0.3] }],
            })
            .With(SampleCluster.Live(4));

        var series = state.Series[Digits];
        Assert.Equal((double?[])[2, null, 3, 484], [.. series.Rate]);
        Assert.Equal((double?[])[5, 7, null, 1], [.. series.Queue]);
        Assert.Equal((double?[])[0.1, null, 0.3, 0.0084], [.. series.P99]);
    }

    [Fact]
    public void SecondThatWasTold_ChangesNothing()
    {
        var state = new TopState().With(SampleCluster.Live(4));

        Assert.Equal(state, (state with { Problem = Samples.Refusal }).With(SampleCluster.Live(4)));
    }

    [Fact]
    public void ModelThatIsNotTold_HasAGap()
    {
        var live = SampleCluster.Live(5);
        var state = new TopState().With(SampleCluster.Live(4)).With(live with { Models = [live.Models[0]] });

        Assert.Equal((double?[])[484, null], [.. state.Series[Digits].Rate]);
    }

    [Fact]
    public void Series_KeepTwoMinutes()
    {
        var state = Enumerable.Range(0, 500).Aggregate(new TopState(), (known, second) => known.With(SampleCluster.Live(second)));

        Assert.Equal(ModelSeries.Seconds, state.Series[Digits].Rate.Length);
    }

    [Theory]
    [InlineData('q')]
    [InlineData('Q')]
    public void Keys_Q_Quits(char key) => Assert.Null(TopKeys.Press(new TopState(), FakeScreen.Key(key)));

    [Fact]
    public void Keys_ArrowsAndSort_StayWithinTheModels()
    {
        var state = new TopState().With(SampleCluster.Live(1));
        var down = new ConsoleKeyInfo('\0', ConsoleKey.PageDown, false, false, false);
        var up = new ConsoleKeyInfo('\0', ConsoleKey.UpArrow, false, false, false);

        Assert.Equal(1, TopKeys.Press(state, down)!.Scroll);
        Assert.Equal(0, TopKeys.Press(TopKeys.Press(TopKeys.Press(state, down)!, up)!, up)!.Scroll);
        Assert.Equal(TopSort.Queue, TopKeys.Press(state, FakeScreen.Key('s'))!.Sort);
    }
}
