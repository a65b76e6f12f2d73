using System.Collections.Immutable;
using System.Text.Json;
using Krewe.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Orleans;
using Orleans.Storage;

namespace Krewe.Storage.Tests.Sqlite;

public sealed class SqliteGrainStorageTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Read_NothingStored_GivesNewStateWithoutEtag()
    {
        await using var storage = StorageFixture.Open(_directory);

        var read = await storage.ReadAsync("a");

        Assert.NotNull(read.State);
        Assert.Null(read.ETag);
        Assert.False(read.RecordExists);
    }

    [Fact]
    public async Task Write_ThenReadAfterReopening_GivesTheSameState()
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
        string? etag;
        await using (var storage = StorageFixture.Open(_directory))
        {
            var state = new GrainState<Sample>(sample);
            await storage.WriteStateAsync("state", StorageFixture.Grain("a"), state);
            Assert.True(state.RecordExists);
            etag = state.ETag;
        }

        await using var reopened = StorageFixture.Open(_directory);
        var read = await reopened.ReadAsync("a");

        Assert.Equal(JsonSerializer.Serialize(sample, Serialization.JsonStateSerializer.DefaultOptions), JsonSerializer.Serialize(read.State, Serialization.JsonStateSerializer.DefaultOptions));
        Assert.Equal(sample.List.AsEnumerable(), read.State!.List);
        Assert.Equal(sample.Nested["x/y"].Field, read.State.Nested["x/y"].Field);
        Assert.Equal((etag, true), (read.ETag, read.RecordExists));
        Assert.NotNull(etag);
    }

    [Fact]
    public async Task Write_StateNameAndGrain_AreBothTheKey()
    {
        await using var storage = StorageFixture.Open(_directory);
        foreach (var (state, key) in new[] { ("s", "a"), ("s", "b"), ("t", "a") })
        {
            await storage.WriteStateAsync(state, StorageFixture.Grain(key), new GrainState<Sample>(new Sample { Text = state + key }));
        }

        Assert.Equal("sa", (await storage.ReadAsync("a", "s")).State!.Text);
        Assert.Equal("sb", (await storage.ReadAsync("b", "s")).State!.Text);
        Assert.Equal("ta", (await storage.ReadAsync("a", "t")).State!.Text);
    }

    [Fact]
    public async Task Write_SetsModifiedTimeOfItsClock()
    {
        await using (var storage = StorageFixture.Open(_directory))
        {
            await storage.WriteStateAsync("state", StorageFixture.Grain("a"), new GrainState<Sample>(new Sample()));
        }

        Assert.Equal(StorageFixture.Now.ToUnixTimeMilliseconds(), RawDatabase.Scalar(_directory.Database, "SELECT modified_ms FROM grain_state"));
    }

    [Fact]
    public async Task Write_StaleEtag_ThrowsWithBothAndChangesNothing()
    {
        await using var storage = StorageFixture.Open(_directory);
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
    [InlineData(null)]
    [InlineData("7")]
    [InlineData("no number")]
    public async Task WriteAndClear_EtagThatIsNotTheStored_Throw(string? etag)
    {
        await using var storage = StorageFixture.Open(_directory);
        await storage.WriteStateAsync("state", StorageFixture.Grain("a"), new GrainState<Sample>(new Sample()));

        var state = new GrainState<Sample>(new Sample(), etag);
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("state", StorageFixture.Grain("a"), state));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync("state", StorageFixture.Grain("a"), state));
        Assert.True((await storage.ReadAsync("a")).RecordExists);
    }

    [Fact]
    public async Task Clear_ThenWriteAnew_NeverRepeatsAnEtag()
    {
        await using var storage = StorageFixture.Open(_directory);
        var state = new GrainState<Sample>(new Sample { Number = 1 });
        await storage.WriteStateAsync("state", StorageFixture.Grain("a"), state);
        var held = new GrainState<Sample>(new Sample { Number = 9 }, state.ETag);

        await storage.ClearStateAsync("state", StorageFixture.Grain("a"), state);
        Assert.Equal((null, false, 0L), (state.ETag, state.RecordExists, state.State!.Number));
        await storage.WriteStateAsync("state", StorageFixture.Grain("a"), state);

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("state", StorageFixture.Grain("a"), held));
    }

    [Fact]
    public async Task Clear_NothingStored_DoesNothing()
    {
        await using var storage = StorageFixture.Open(_directory);

        await storage.ClearStateAsync("state", StorageFixture.Grain("a"), new GrainState<Sample>());

        Assert.False((await storage.ReadAsync("a")).RecordExists);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    public async Task Write_ManyWritersOfOneState_ExactlyOneWinsEachRound(int maxBatch)
    {
        await using var storage = StorageFixture.Open(_directory, maxBatch);
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

    [Fact]
    public async Task Write_ManyGrainsAtOnce_AllAreThere()
    {
        await using (var storage = StorageFixture.Open(_directory))
        {
            await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => storage.WriteStateAsync(
                "state", StorageFixture.Grain($"g{i}"), new GrainState<Sample>(new Sample { Number = i }))));
        }

        await using var reopened = StorageFixture.Open(_directory);
        var read = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => reopened.ReadAsync($"g{i}")));
        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => (long)i), read.Select(state => state.State!.Number));
        Assert.Equal(1_000, read.Select(state => state.ETag).Distinct().Count());
    }

    [Fact]
    public async Task Write_StateChangedAfterTheCall_StoresWhatItWas()
    {
        await using var storage = StorageFixture.Open(_directory);
        await storage.OpenAsync();
        var state = new GrainState<List<int>>([1]);

        var write = storage.WriteStateAsync("list", StorageFixture.Grain("a"), state);
        state.State!.Add(2);
        await write;

        var read = new GrainState<List<int>>();
        await storage.ReadStateAsync("list", StorageFixture.Grain("a"), read);
        Assert.Equal([1], read.State);
    }

    [Fact]
    public async Task Write_CancelledBefore_ChangesNothing()
    {
        await using var storage = StorageFixture.Open(_directory);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storage.WriteStateAsync(
            "state", StorageFixture.Grain("a"), new GrainState<Sample>(new Sample()), new CancellationToken(canceled: true)));

        Assert.False((await storage.ReadAsync("a")).RecordExists);
    }

    [Fact]
    public async Task Write_OneOfAGroupFails_TheOthersAreStored()
    {
        await using var storage = StorageFixture.Open(_directory);
        await storage.OpenAsync();
        RawDatabase.Run(_directory.Database, "CREATE TRIGGER refuse BEFORE INSERT ON grain_state WHEN NEW.grain_id = 'sample/g7' BEGIN SELECT RAISE(ABORT, 'no'); END");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i => await Record.ExceptionAsync(() => storage.WriteStateAsync(
            "state", StorageFixture.Grain($"g{i}"), new GrainState<Sample>(new Sample { Number = i })))));

        var failed = Assert.Single(outcomes.Index(), outcome => outcome.Item is not null);
        Assert.Equal((7, StorageCodes.StorageFailed), (failed.Index, Assert.IsType<StorageException>(failed.Item).Code));
        Assert.Equal(19L, RawDatabase.Scalar(_directory.Database, "SELECT count(*) FROM grain_state"));
    }

    [Fact]
    public async Task Dispose_WritesQueued_AreCommitted()
    {
        var storage = StorageFixture.Open(_directory);
        await storage.OpenAsync();
        var writes = Enumerable.Range(0, 100).Select(i => storage.WriteStateAsync(
            "state", StorageFixture.Grain($"g{i}"), new GrainState<Sample>(new Sample()))).ToArray();

        await storage.DisposeAsync();

        await Task.WhenAll(writes);
        Assert.Equal(100L, RawDatabase.Scalar(_directory.Database, "SELECT count(*) FROM grain_state"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => storage.ReadAsync("a"));
    }

    [Fact]
    public async Task Read_PayloadOfAnotherType_SaysWhichState()
    {
        await using var storage = StorageFixture.Open(_directory);
        await storage.WriteStateAsync("state", StorageFixture.Grain("a"), new GrainState<string>("text"));

        var failed = await Assert.ThrowsAsync<StorageException>(() => storage.ReadAsync("a"));

        Assert.Equal(StorageCodes.StorageFailed, failed.Code);
        Assert.Contains("state 'state' of grain 'sample/a'", failed.Message, StringComparison.Ordinal);
    }
}
