using Krewe.Testing.Postgres;
using Orleans.Runtime;

namespace Krewe.Storage.Tests.Postgres;

public sealed class PostgresGrainDirectoryTests
{
    [PostgresFact]
    public async Task Register_SixteenAtOnce_ExactlyOneWinsEachGrain()
    {
        var database = await TestDatabase.CreateAsync();
        var directories = Enumerable.Range(0, 4).Select(_ => database.Directory()).ToArray();
        for (var silo = 0; silo < 16; silo++)
        {
            await database.SetSiloAsync(silo, Silos.Active);
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(silo => Task.WhenAll(Enumerable.Range(0, 100).Select(
            grain => directories[silo % 4].Register(Silos.On(silo, $"g{grain}"))))));

        for (var grain = 0; grain < 100; grain++)
        {
            var winner = Assert.Single(Enumerable.Range(0, 16), silo => answers[silo][grain]!.Matches(Silos.On(silo, $"g{grain}")));
            Assert.All(answers, ofSilo => Assert.Equal(Silos.On(winner, $"g{grain}"), ofSilo[grain]));
            Assert.Equal(Silos.On(winner, $"g{grain}"), await directories[0].Lookup(GrainId.Create("sample", $"g{grain}")));
        }

        await DisposeAsync(directories);
    }

    [PostgresTheory]
    [InlineData(Silos.Active, false)]
    [InlineData(4, false)]
    [InlineData(5, false)]
    [InlineData(Silos.Dead, true)]
    public async Task Register_OwnerOfStatus_IsReplacedOnlyWhenDead(int status, bool replaced)
    {
        var database = await TestDatabase.CreateAsync();
        await using var directory = database.Directory();
        await database.SetSiloAsync(1, Silos.Active);
        await database.SetSiloAsync(2, Silos.Active);
        Assert.Equal(Silos.On(1, "a"), await directory.Register(Silos.On(1, "a")));
        await database.SetSiloAsync(1, status);

        Assert.Equal(replaced ? null : Silos.On(1, "a"), await directory.Lookup(GrainId.Create("sample", "a")));
        Assert.Equal(Silos.On(replaced ? 2 : 1, "a"), await directory.Register(Silos.On(2, "a")));
        Assert.Equal(Silos.On(replaced ? 2 : 1, "a"), await directory.Lookup(GrainId.Create("sample", "a")));
    }

    [PostgresFact]
    public async Task Register_OwnerNotInTheTable_IsReplaced()
    {
        var database = await TestDatabase.CreateAsync();
        await using var directory = database.Directory();
        await database.SetSiloAsync(1, Silos.Active);
        await database.SetSiloAsync(2, Silos.Active);
        await directory.Register(Silos.On(1, "a"));
        await database.ExecuteAsync("DELETE FROM OrleansMembershipTable WHERE Port = 11001");

        Assert.Null(await directory.Lookup(GrainId.Create("sample", "a")));
        Assert.Equal(Silos.On(2, "a"), await directory.Register(Silos.On(2, "a")));
    }

    [PostgresTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(Silos.Dead)]
    [InlineData(null)]
    public async Task Register_NewOwnerNotActive_IsRefusedOrHearsTheWinner(int? status)
    {
        var database = await TestDatabase.CreateAsync();
        await using var directory = database.Directory();
        await database.SetSiloAsync(1, Silos.Active);
        await directory.Register(Silos.On(1, "taken"));
        if (status is { } known)
        {
            await database.SetSiloAsync(2, known);
        }

        var refused = await Assert.ThrowsAsync<StorageException>(() => directory.Register(Silos.On(2, "free")));
        Assert.Equal(StorageCodes.OwnerNotActive, refused.Code);
        Assert.Null(await directory.Lookup(GrainId.Create("sample", "free")));
        Assert.Equal(Silos.On(1, "taken"), await directory.Register(Silos.On(2, "taken")));
    }

    [PostgresFact]
    public async Task Register_WithPrevious_ReplacesItAndNoOther()
    {
        var database = await TestDatabase.CreateAsync();
        await using var directory = database.Directory();
        await database.SetSiloAsync(1, Silos.Active);
        await database.SetSiloAsync(2, Silos.Active);
        await directory.Register(Silos.On(1, "a", activation: 1));

        Assert.Equal(Silos.On(1, "a", activation: 1), await directory.Register(Silos.On(2, "a"), Silos.On(1, "a", activation: 2)));
        Assert.Equal(Silos.On(2, "a"), await directory.Register(Silos.On(2, "a"), Silos.On(1, "a", activation: 1)));
        Assert.Equal(Silos.On(2, "a"), await directory.Register(Silos.On(1, "a", activation: 3), Silos.On(1, "a", activation: 1)));
        Assert.Equal(Silos.On(2, "b"), await directory.Register(Silos.On(2, "b"), Silos.On(1, "b")));
    }

    [PostgresFact]
    public async Task Unregister_ComparesTheActivation()
    {
        var database = await TestDatabase.CreateAsync();
        await using var directory = database.Directory();
        await database.SetSiloAsync(1, Silos.Active);
        await directory.Register(Silos.On(1, "a", activation: 1));

        await directory.Unregister(Silos.On(1, "a", activation: 2));
        Assert.NotNull(await directory.Lookup(GrainId.Create("sample", "a")));
        await directory.Unregister(Silos.On(1, "a", activation: 1));
        Assert.Null(await directory.Lookup(GrainId.Create("sample", "a")));
    }

    [PostgresFact]
    public async Task UnregisterSilos_RemovesThoseThatAreNotActive()
    {
        var database = await TestDatabase.CreateAsync();
        await using var directory = database.Directory();
        foreach (var silo in new[] { 1, 2, 3 })
        {
            await database.SetSiloAsync(silo, Silos.Active);
            await directory.Register(Silos.On(silo, $"g{silo}"));
        }

        await database.SetSiloAsync(1, Silos.Dead);
        await directory.UnregisterSilos([Silos.Silo(1), Silos.Silo(2)]);

        Assert.Equal("sample/g2,sample/g3", await database.ScalarAsync("SELECT string_agg(grain_id, ',' ORDER BY grain_id) FROM krewe_grain_directory"));
    }

    [PostgresFact]
    public async Task Lookup_OtherCluster_SeesNothing()
    {
        var database = await TestDatabase.CreateAsync();
        await using var directory = database.Directory();
        await using var other = database.Directory(options => options.ClusterId = "other");
        await database.SetSiloAsync(1, Silos.Active);
        await directory.Register(Silos.On(1, "a"));

        Assert.Null(await other.Lookup(GrainId.Create("sample", "a")));
        await Assert.ThrowsAsync<StorageException>(() => other.Register(Silos.On(1, "a")));
    }

    private static async Task DisposeAsync(IEnumerable<IAsyncDisposable> all)
    {
        foreach (var one in all)
        {
            await one.DisposeAsync();
        }
    }
}
