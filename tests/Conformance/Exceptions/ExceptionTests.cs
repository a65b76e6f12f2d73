namespace Krewe.Conformance.Tests.Exceptions;

[Collection(SharedCluster.Name)]
public sealed class ExceptionTests(ClusterFixture fixture)
{
    [Theory]
    [InlineData("invalid", typeof(InvalidOperationException), "not now")]
    [InlineData("own", typeof(OwnException), "mine")]
    [InlineData("cancelled", typeof(OperationCanceledException), "by itself")]
    [InlineData("timeout", typeof(TimeoutException), "of its own")]
    [InlineData("unauthorized", typeof(UnauthorizedAccessException), "not you")]
    [InlineData("not implemented", typeof(NotImplementedException), "later")]
    public async Task Exception_OfAMethod_KeepsTypeAndMessage(string kind, Type type, string message)
    {
        var exception = await Assert.ThrowsAsync(type, () => fixture.New<IFailingGrain>().Throw(kind));
        Assert.Equal(message, exception.Message);
    }

    [Fact]
    public async Task Exception_WithParameterName_KeepsTypeAndText() =>
        Assert.Contains("bad", (await Assert.ThrowsAsync<ArgumentException>(() => fixture.New<IFailingGrain>().Throw("argument"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Exception_WithInner_KeepsIt()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.New<IFailingGrain>().Throw("inner"));
        Assert.Equal("outer", exception.Message);
        Assert.Equal("inner", Assert.IsType<FormatException>(exception.InnerException).Message);
    }

    [Fact]
    public async Task Exception_OfTheApplication_KeepsItsMembers()
    {
        var exception = await Assert.ThrowsAsync<OwnException>(() => fixture.New<IFailingGrain>().Throw("own with inner"));
        Assert.Equal(8, exception.Code);
        Assert.Equal(9, Assert.IsType<OwnException>(exception.InnerException).Code);
    }

    [Fact]
    public async Task Exception_OfAggregates_KeepsAllInner()
    {
        var exception = await Assert.ThrowsAsync<AggregateException>(() => fixture.New<IFailingGrain>().Throw("aggregate"));
        Assert.Equal(["one", "two"], exception.InnerExceptions.Select(inner => inner.Message));
    }

    [Fact]
    public async Task Exception_OfAMethod_HasTheStackOfTheGrain()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.New<IFailingGrain>().ThrowAfterAwait("invalid"));
        Assert.Contains(nameof(FailingGrain), exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exception_AfterAnAwait_ReachesTheCaller() =>
        await Assert.ThrowsAsync<OwnException>(() => fixture.New<IFailingGrain>().ThrowAfterAwait("own"));

    [Fact]
    public async Task Exception_OfAValueTask_ReachesTheCaller() =>
        await Assert.ThrowsAsync<OwnException>(async () => await fixture.New<IFailingGrain>().ThrowFromValueTask("own"));

    [Fact]
    public async Task Exception_ThrownSynchronously_IsInTheTask()
    {
        var call = fixture.New<IFailingGrain>().ThrowSynchronously("own");
        await Assert.ThrowsAsync<OwnException>(async () => await call);
    }

    [Fact]
    public async Task Exception_ThroughTwoGrains_KeepsType() =>
        Assert.Equal(7, (await Assert.ThrowsAsync<OwnException>(() => fixture.New<IFailingGrain>().ThrowThrough(ClusterFixture.NewKey(), "own"))).Code);

    [Fact]
    public async Task Exception_OfAnotherGrain_CanBeCaught()
    {
        foreach (var other in Enumerable.Range(0, 6))
        {
            Assert.Equal("OwnException mine", await fixture.New<IFailingGrain>().CatchFrom(ClusterFixture.NewKey() + other, "own"));
        }
    }

    [Fact]
    public async Task Grain_AfterAnException_ServesOn()
    {
        var grain = fixture.New<IFailingGrain>();
        await Assert.ThrowsAsync<InvalidOperationException>(() => grain.Throw("invalid"));
        Assert.Equal(1, await grain.Fine());
    }
}
