using Orleans.Storage;

namespace Krewe.Conformance.Tests.Persistence;

[Collection(SharedCluster.Name)]
public sealed class OwnStorageTests(ClusterFixture fixture) : PersistenceTests<IOwnStoredGrain>(fixture)
{
    private readonly IOwnStoredGrain _grain = fixture.New<IOwnStoredGrain>();

    [Fact]
    public async Task Read_OfAllStates_ComesBeforeOnActivate()
    {
        await _grain.Get();
        Assert.Equal(["activated with 100", "read one", "read two"], Notes.Of(_grain).All.Order());
        Assert.Equal("activated with 100", Notes.Of(_grain).All[2]);
    }

    [Fact]
    public async Task Writes_AtOnce_AreFewerOperations()
    {
        await _grain.SetManyAtOnce([.. Enumerable.Range(0, 50)]);
        Assert.InRange(Notes.Of(_grain).Count("write one"), 1, 2);
    }

    [Fact]
    public async Task Write_VersionIsAnother_ReachesTheCaller()
    {
        await _grain.Set(1);
        TestStorage.Touch(_grain.GetPrimaryKeyString(), "one");
        await Assert.ThrowsAsync<InconsistentStateException>(() => _grain.Set(2)).Soon();
    }

    [Fact]
    public async Task Conflict_ThatEscapesFromACall_EndsTheActivation()
    {
        await _grain.Set(1);
        var instance = await _grain.Instance();
        TestStorage.Touch(_grain.GetPrimaryKeyString(), "one");
        await Assert.ThrowsAsync<InconsistentStateException>(() => _grain.Set(2)).Soon();
        await Notes.Of(_grain).Until("deactivated ApplicationError");
        Assert.NotEqual(instance, await _grain.Instance().Soon());
        await _grain.Set(3).Soon();
        Assert.Equal(3, await _grain.Get());
    }

    [Fact]
    public async Task Conflict_ThatIsCaught_LeavesTheActivation()
    {
        await _grain.Set(1);
        var instance = await _grain.Instance();
        TestStorage.Touch(_grain.GetPrimaryKeyString(), "one");
        Assert.Equal("conflict", await _grain.CatchWrite(2));
        Assert.Equal(instance, await _grain.Instance());
        await _grain.Read();
        Assert.Equal("written", await _grain.CatchWrite(3));
    }

    [Fact]
    public async Task Clear_VersionIsAnother_ReachesTheCaller()
    {
        await _grain.Set(1);
        TestStorage.Touch(_grain.GetPrimaryKeyString(), "one");
        await Assert.ThrowsAsync<InconsistentStateException>(_grain.Clear).Soon();
    }

    [Fact]
    public async Task Storage_FailsInAWrite_ItsExceptionIsWithin()
    {
        await _grain.Set(1);
        TestStorage.Failures[_grain.GetPrimaryKeyString()] = new IOException("the disk is full");
        var exception = await Assert.ThrowsAsync<OrleansException>(() => _grain.Set(2)).Soon();
        Assert.IsType<IOException>(exception.InnerException);
        await _grain.Set(3).Soon();
        Assert.Equal(3, await _grain.Get());
    }

    [Fact]
    public async Task Storage_FailsInTheFirstRead_TheCallFailsAndTheNextBeginsAnew()
    {
        TestStorage.Failures[_grain.GetPrimaryKeyString()] = new IOException("the disk is gone");
        var exception = await Assert.ThrowsAnyAsync<Exception>(_grain.Get).Soon();
        Assert.Contains("the disk is gone", exception.ToString(), StringComparison.Ordinal);
        Assert.Equal(100, await _grain.Get().Soon());
    }

    [Fact]
    public async Task Storage_NotRegistered_TheCallFails() =>
        Assert.Contains("nowhere", (await Assert.ThrowsAnyAsync<Exception>(Fixture.New<IUnstoredGrain>().Ping).Soon()).ToString(), StringComparison.Ordinal);
}
