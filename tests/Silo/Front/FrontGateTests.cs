using Krewe.Silo.Front;

namespace Krewe.Silo.Tests.Front;

public sealed class FrontGateTests
{
    [Fact]
    public void Close_Empty_IsDrainedAtOnce() => Assert.True(new FrontGate().CloseAsync().IsCompletedSuccessfully);

    [Fact]
    public void Close_WithRequests_IsDrainedWhenTheLastHasLeft()
    {
        var gate = new FrontGate();
        Assert.True(gate.TryEnter());
        Assert.True(gate.TryEnter());
        var drained = gate.CloseAsync();
        Assert.False(gate.TryEnter());
        gate.Leave();
        Assert.False(drained.IsCompleted);
        gate.Leave();
        Assert.True(drained.IsCompletedSuccessfully);
        Assert.Equal(0, gate.InFlight);
    }
}
