using System.Collections.Immutable;
using System.Text.Json;
using Krewe.Storage.Tests.Sqlite;
using Orleans;
using Orleans.Storage;

namespace Krewe.Storage.Tests.State;

/// <summary>What grain state promises on every database.</summary>
public sealed class GrainStorageTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Read_NothingStored_GivesNewStateWithoutEtag(StorageKind kind)
    {
        await using var database = await StorageDatabase.CreateAsync(kind);
        var storage = await database.OpenAsync();

        var read = await storage.ReadAsync("a");

        Assert.NotNull(read.State);
        Assert.Null(read.ETag);
        Assert.False(read.RecordExists);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Write_ThenReadAfterReopening_GivesTheSameState(StorageKind kind)
    {
        var sample = new Sample
        {
            Text = "Zeile\n\u00e9\U0001F600\"",
            Number = long.MinValue,
            List = ["a", ""],
            Nested = ImmutableDictionary<string, Sample>.Empty.Add("x/y", new Sample { Field = 0.1 }),
            Duration = TimeSpan.FromTicks(1_234_567),
            At = StorageFixture.Now,
            Field = double.Epsilon,
        };
        await using var database = await StorageDatabase.CreateAsync(kind);
        var storage = await database.OpenAsync();
        var state = new GrainState<Sample>(sample);
        await storage.WriteStateAsync("state", StorageFixture.Grain("a"), state);
        Assert.True(state.RecordExists);

        var reopened = await database.ReopenAsync();
        var read = await reopened.ReadAsync("a");

        Assert.Equal(JsonSerializer.Serialize(sample, Serialization.JsonStateSerializer.DefaultOptions), JsonSerializer.Serialize(read.State, Serialization.JsonStateSerializer.DefaultOptions));
        Assert.Equal(sample.List.AsEnumerable(), read.State!.List);
        Assert.Equal(sample.Nested["x/y"].Field, read.State.Nested["x/y"].Field);
        Assert.Equal((state.ETag, true), (read.ETag, read.RecordExists));
        Assert.NotNull(state.ETag);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Write_StateNameAndGrain_AreBothTheKey(StorageKind kind)
    {
        await using var database = await StorageDatabase.CreateAsync(kind);
        var storage = await database.OpenAsync();
        foreach (var (state, key) in new[] { ("s", "a"), ("s", "b"), ("t", "a") })
        {
            await storage.WriteStateAsync(state, StorageFixture.Grain(key), new GrainState<Sample>(new Sample { Text = state + key }));
        }

        Assert.Equal("sa", (await storage.ReadAsync("a", "s")).State!.Text);
        Assert.Equal("sb", (await storage.ReadAsync("b", "s")).State!.Text);
        Assert.Equal("ta", (await storage.ReadAsync("a", "t")).State!.Text);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Write_StaleEtag_ThrowsWithBothAndChangesNothing(StorageKind kind)
    {
        await using var database = await StorageDatabase.CreateAsync(kind);
        var storage = await database.OpenAsync();
        var first = new GrainState<Sample>(new Sample { Number = 1 });
        await storage.WriteStateAsync("state", StorageFixture.Grain("a"), first);
        var stale = await storage.ReadAsync("a");
        first.State = new Sample { Number = 2 };
        await storage.WriteStateAsync("state", StorageFixture.Grain("a"), first);

        stale.State = new Sample { Number = 3 };
        var staleEtag = stale.ETag;
        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("state", StorageFixture.Grain("a"), stale));

        Assert.Equal((first.ETag, staleEtag), (conflict.StoredEtag, conflict.CurrentEtag));
        Assert.Equal(staleEtag, stale.ETag);
        Assert.Equal(2, (await storage.ReadAsync("a")).State!.Number);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task WriteAndClear_EtagThatIsNotTheStored_Throw(StorageKind kind)
    {
        await using var database = await StorageDatabase.CreateAsync(kind);
        var storage = await database.OpenAsync();
        await storage.WriteStateAsync("state", StorageFixture.Grain("a"), new GrainState<Sample>(new Sample()));

        foreach (var etag in new[] { null, "7", "no number", "-1", "01" })
        {
            var state = new GrainState<Sample>(new Sample(), etag);
            await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("state", StorageFixture.Grain("a"), state));
            await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync("state", StorageFixture.Grain("a"), state));
        }

        Assert.True((await storage.ReadAsync("a")).RecordExists);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Clear_ThenWriteAnew_NeverRepeatsAnEtag(StorageKind kind)
    {
        await using var database = await StorageDatabase.CreateAsync(kind);
        var storage = await database.OpenAsync();
        var state = new GrainState<Sample>(new Sample { Number = 1 });
        await storage.WriteStateAsync("state", StorageFixture.Grain("a"), state);
        var held = new GrainState<Sample>(new Sample { Number = 9 }, state.ETag);

        await storage.ClearStateAsync("state", StorageFixture.Grain("a"), state);
        Assert.Equal((null, false, 0L), (state.ETag, state.RecordExists, state.State!.Number));
        await storage.WriteStateAsync("state", StorageFixture.Grain("a"), state);

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("state", StorageFixture.Grain("a"), held));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Clear_NothingStored_DoesNothing(StorageKind kind)
    {
        await using var database = await StorageDatabase.CreateAsync(kind);
        var storage = await database.OpenAsync();

        await storage.ClearStateAsync("state", StorageFixture.Grain("a"), new GrainState<Sample>());

        Assert.False((await storage.ReadAsync("a")).RecordExists);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Write_ManyWritersOfOneState_ExactlyOneWinsEachRound(StorageKind kind)
    {
        await using var database = await StorageDatabase.CreateAsync(kind);
        var storage = await database.OpenAsync();
        string? etag = null;
        for (var round = 0; round < 20; round++)
        {
            var writers = Enumerable.Range(0, 10).Select(i => new GrainState<Sample>(new Sample { Number = i }, etag)).ToArray();
            var writes = writers.Select(writer => storage.WriteStateAsync("state", StorageFixture.Grain("a"), writer)).ToArray();
            var outcomes = await Task.WhenAll(writes.Select(async write => await Record.ExceptionAsync(() => write)));

            var winner = Assert.Single(outcomes.Index(), outcome => outcome.Item is null).Index;
            Assert.All(outcomes.Where(outcome => outcome is not null), outcome => Assert.IsType<InconsistentStateException>(outcome));
            etag = writers[winner].ETag;
            Assert.Equal(writers[winner].State!.Number, (await storage.ReadAsync("a")).State!.Number);
        }
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Write_ManyGrainsAtOnce_AllAreThere(StorageKind kind)
    {
        await using var database = await StorageDatabase.CreateAsync(kind);
        var storage = await database.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => storage.WriteStateAsync(
            "state", StorageFixture.Grain($"g{i}"), new GrainState<Sample>(new Sample { Number = i }))));

        var reopened = await database.ReopenAsync();
        var read = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => reopened.ReadAsync($"g{i}")));
        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => (long)i), read.Select(state => state.State!.Number));
        Assert.Equal(1_000, read.Select(state => state.ETag).Distinct().Count());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Write_StateChangedAfterTheCall_StoresWhatItWas(StorageKind kind)
    {
        await using var database = await StorageDatabase.CreateAsync(kind);
        var storage = await database.OpenAsync();
        var state = new GrainState<List<int>>([1]);

        var write = storage.WriteStateAsync("list", StorageFixture.Grain("a"), state);
        state.State!.Add(2);
        await write;

        var read = new GrainState<List<int>>();
        await storage.ReadStateAsync("list", StorageFixture.Grain("a"), read);
        Assert.Equal([1], read.State);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Write_CancelledBefore_ChangesNothing(StorageKind kind)
    {
        await using var database = await StorageDatabase.CreateAsync(kind);
        var storage = await database.OpenAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storage.WriteStateAsync(
            "state", StorageFixture.Grain("a"), new GrainState<Sample>(new Sample()), new CancellationToken(canceled: true)));

        Assert.False((await storage.ReadAsync("a")).RecordExists);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Write_OneOfAGroupFails_TheOthersAreStored(StorageKind kind)
    {
        await using var database = await StorageDatabase.CreateAsync(kind);
        var storage = await database.OpenAsync();
        await database.RefuseAsync("sample/g7");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i => await Record.ExceptionAsync(() => storage.WriteStateAsync(
            "state", StorageFixture.Grain($"g{i}"), new GrainState<Sample>(new Sample { Number = i })))));

        var failed = Assert.Single(outcomes.Index(), outcome => outcome.Item is not null);
        Assert.Equal((7, StorageCodes.StorageFailed), (failed.Index, Assert.IsType<StorageException>(failed.Item).Code));
        Assert.Equal(19L, await database.CountAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Dispose_WritesQueued_AreCommitted(StorageKind kind)
    {
        await using var database = await StorageDatabase.CreateAsync(kind);
        var storage = await database.OpenAsync();
        var writes = Enumerable.Range(0, 100).Select(i => storage.WriteStateAsync(
            "state", StorageFixture.Grain($"g{i}"), new GrainState<Sample>(new Sample()))).ToArray();

        await database.CloseAsync();

        await Task.WhenAll(writes);
        Assert.Equal(100L, await database.CountAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => storage.ReadAsync("a"));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Read_PayloadOfAnotherType_SaysWhichState(StorageKind kind)
    {
        await using var database = await StorageDatabase.CreateAsync(kind);
        var storage = await database.OpenAsync();
        await storage.WriteStateAsync("state", StorageFixture.Grain("a"), new GrainState<string>("text"));

        var failed = await Assert.ThrowsAsync<StorageException>(() => storage.ReadAsync("a"));

        Assert.Equal(StorageCodes.StorageFailed, failed.Code);
        Assert.Contains("state 'state' of grain 'sample/a'", failed.Message, StringComparison.Ordinal);
    }
}
