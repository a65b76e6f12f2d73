using Krewe.Silo.Front;
using Krewe.Silo.Front.Ends;
using Krewe.Testing.Time;

namespace Krewe.Silo.Tests.Front;

public sealed class RequestEndsTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(10);

    [Fact]
    public void Deadline_Passes_EndsTheRequest()
    {
        using var gate = new FrontGate();
        var time = new ManualTimeProvider();
        var ends = new RequestEnds(gate, time);
        var end = ends.Rent(Budget, CancellationToken.None);
        Assert.False(end.Token.IsCancellationRequested);

        time.Advance(Budget);

        Assert.True(end.Token.IsCancellationRequested);
        ends.Return(end);
    }

    [Fact]
    public void Caller_GoesAway_EndsItsRequestOnly()
    {
        using var gate = new FrontGate();
        using var caller = new CancellationTokenSource();
        var ends = new RequestEnds(gate, TimeProvider.System);
        var (mine, other) = (ends.Rent(Budget, caller.Token), ends.Rent(Budget, CancellationToken.None));

        caller.Cancel();

        Assert.True(mine.Token.IsCancellationRequested);
        Assert.False(other.Token.IsCancellationRequested);
    }

    [Fact]
    public void Return_NotEnded_ServesTheNextRequestAndForgetsTheCaller()
    {
        using var gate = new FrontGate();
        using var caller = new CancellationTokenSource();
        var ends = new RequestEnds(gate, TimeProvider.System);
        var first = ends.Rent(Budget, caller.Token);
        ends.Return(first);
        var second = ends.Rent(Budget, CancellationToken.None);

        caller.Cancel();

        Assert.Same(first, second);
        Assert.False(second.Token.IsCancellationRequested);
    }

    [Fact]
    public void Return_Ended_IsNotUsedAgain()
    {
        using var gate = new FrontGate();
        using var caller = new CancellationTokenSource();
        var ends = new RequestEnds(gate, TimeProvider.System);
        var first = ends.Rent(Budget, caller.Token);
        caller.Cancel();
        ends.Return(first);

        var second = ends.Rent(Budget, CancellationToken.None);

        Assert.NotSame(first, second);
        Assert.False(second.Token.IsCancellationRequested);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gate_GivesUp_EndsAllAlsoThoseUsedAgain(bool usedBefore)
    {
        using var gate = new FrontGate();
        var ends = new RequestEnds(gate, TimeProvider.System);
        var end = ends.Rent(Budget, CancellationToken.None);
        if (usedBefore)
        {
            ends.Return(end);
            end = ends.Rent(Budget, CancellationToken.None);
        }

        await gate.AbandonAsync();

        Assert.True(end.Token.IsCancellationRequested);
        ends.Return(end);
        Assert.True(ends.Rent(Budget, CancellationToken.None).Token.IsCancellationRequested);
    }
}
