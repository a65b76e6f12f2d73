namespace Krewe.Conformance.Tests.AsyncEnumerables;

[Collection(SharedCluster.Name)]
public sealed class AsyncEnumerableTests(ClusterFixture fixture)
{
    private readonly ISequenceGrain _grain = fixture.New<ISequenceGrain>();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(350)]
    public async Task Items_OfAGrain_ComeInOrder(int count) =>
        Assert.Equal(Enumerable.Range(1, count), await AllAsync(_grain.Count(count)).Soon());

    [Fact]
    public async Task Items_None_TheLoopEnds() => Assert.Empty(await AllAsync(_grain.None()).Soon());

    [Fact]
    public async Task Items_InSmallBatches_AreTheSame() =>
        Assert.Equal(Enumerable.Range(1, 20), await AllAsync(_grain.Count(20).WithBatchSize(3)).Soon());

    [Fact]
    public async Task Enumeration_NotBegun_TheMethodDoesNotRun()
    {
        _ = _grain.Count(5);
        await _grain.Ping();
        Assert.Empty(Notes.Of(_grain).All);
    }

    [Fact]
    public async Task Item_ThatIsThere_ComesBeforeTheNextIsMade()
    {
        await using var items = _grain.Gated(["a", "b"]).GetAsyncEnumerator();
        var first = items.MoveNextAsync();
        Notes.Of(_grain).Open("a");
        Assert.True(await first.Soon());
        Assert.Equal("a", items.Current);
        var second = items.MoveNextAsync();
        Notes.Of(_grain).Open("b");
        Assert.True(await second.Soon());
        Assert.Equal("b", items.Current);
        Assert.False(await items.MoveNextAsync().Soon());
    }

    [Fact]
    public async Task Exception_OfTheGrain_ComesAfterTheItems()
    {
        List<int> items = [];
        var exception = await Assert.ThrowsAsync<NotSupportedException>(async () =>
        {
            await foreach (var item in _grain.FailAfter(3))
            {
                items.Add(item);
            }
        }).Soon();
        Assert.Equal("no more", exception.Message);
        Assert.Equal([1, 2, 3], items);
    }

    [Fact]
    public async Task Enumeration_LeftEarly_EndsTheMethod()
    {
        await foreach (var item in _grain.Count(100_000).WithBatchSize(1))
        {
            if (item == 3)
            {
                break;
            }
        }

        await Notes.Of(_grain).Until("ended");
    }

    [Fact]
    public async Task Token_GivenToTheMethod_EndsTheEnumeration()
    {
        using CancellationTokenSource source = new();
        Notes.Of(_grain).Open("a");
        await using var items = _grain.Gated(["a", "b"], source.Token).GetAsyncEnumerator(CancellationToken.None);
        Assert.True(await items.MoveNextAsync().Soon());
        var next = items.MoveNextAsync();
        await Notes.Of(_grain).Until("b");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.Soon());
        await Notes.Of(_grain).Until("cancelled");
    }

    [Fact]
    public async Task Token_OfTheEnumeration_EndsIt()
    {
        using CancellationTokenSource source = new();
        Notes.Of(_grain).Open("a");
        var seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var item in _grain.Gated(["a", "b"]).WithCancellation(source.Token))
            {
                seen++;
                await source.CancelAsync();
            }
        }).Soon();
        Assert.Equal(1, seen);
    }

    [Fact]
    public async Task Call_WhileAnEnumerationIsOpen_IsServed()
    {
        Notes.Of(_grain).Open("a");
        await using var items = _grain.Gated(["a", "b"]).GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync().Soon());
        Assert.Equal(1, await _grain.Ping().Soon());
    }

    [Fact]
    public async Task Enumeration_BetweenGrains_Works() =>
        Assert.Equal(5050, await fixture.New<ISequenceGrain>().SumOf(_grain.GetPrimaryKeyString(), 100).Soon());

    [Fact]
    public async Task Enumerations_AtOnce_AreApart()
    {
        var sums = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AllAsync(_grain.Count(50)))).Soon();
        Assert.All(sums, items => Assert.Equal(Enumerable.Range(1, 50), items));
    }

    [Fact]
    public async Task RequestContext_OfTheCaller_IsSeen()
    {
        RequestContext.Set("own", "value");
        var seen = await AllAsync(_grain.Context("own")).Soon();
        RequestContext.Clear();
        Assert.Equal(["value"], seen);
    }

    [Fact]
    public async Task Grain_Deactivated_TheEnumerationIsAborted()
    {
        Notes.Of(_grain).Open("a");
        await using var items = _grain.Gated(["a", "b"]).GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync().Soon());
        await fixture.DeactivateAsync(_grain);
        await Assert.ThrowsAsync<EnumerationAbortedException>(() => items.MoveNextAsync().Soon());
    }

    private static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> all = [];
        await foreach (var item in items)
        {
            all.Add(item);
        }

        return all;
    }
}
