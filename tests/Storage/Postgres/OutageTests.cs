using System.Globalization;
using System.Threading.Channels;
using Krewe.Storage.Events;
using Krewe.Storage.Postgres;
using Krewe.Storage.Postgres.Events;
using Krewe.Storage.Tests.Sqlite;
using Krewe.Testing.Postgres;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Krewe.Storage.Tests.Postgres;

/// <summary>The server goes away, in one way and another.</summary>
public sealed class OutageTests
{
    private const int Grains = 16;

    /// <summary>For what must come at some time; never waited out when all is well.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [PostgresFact]
    public async Task Write_ServerCrashesAmidLoad_AcknowledgedWritesAreThereAndNoneTwice()
    {
        await using var server = await PostgresServer.StartAsync();
        var database = await TestDatabase.CreateAsync(server);
        await database.ExecuteAsync("""
            CREATE TABLE journal (grain_id text, number text);
            CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN INSERT INTO journal VALUES (NEW.grain_id, convert_from(NEW.payload, 'UTF8')::json->>'Number'); RETURN NEW; END $$;
            CREATE TRIGGER note AFTER INSERT OR UPDATE ON krewe_grain_state FOR EACH ROW EXECUTE FUNCTION note();
            """);
        await using var storage = database.Storage();
        using var stop = new CancellationTokenSource();
        var acknowledged = Channel.CreateUnbounded<int>();
        var writers = Enumerable.Range(0, Grains).Select(grain => WriteAsync(storage, grain, acknowledged.Writer, stop.Token)).ToArray();

        for (var crash = 1; crash <= 3; crash++)
        {
            await ReachAsync(acknowledged.Reader, 20);
            await server.RestartImmediatelyAsync();
        }

        await ReachAsync(acknowledged.Reader, 20);
        await stop.CancelAsync();
        var notes = await Task.WhenAll(writers);

        var twice = await database.ScalarAsync("SELECT count(*) FROM (SELECT FROM journal GROUP BY grain_id, number HAVING count(*) > 1) t");
        Assert.Equal(0L, twice);
        for (var grain = 0; grain < Grains; grain++)
        {
            var stored = (string[])(await database.ScalarAsync($"SELECT array_agg(number) FROM journal WHERE grain_id = 'sample/g{grain}'"))!;
            Assert.Empty(notes[grain].Select(number => number.ToString(CultureInfo.InvariantCulture)).Except(stored));
            Assert.InRange((await storage.ReadAsync($"g{grain}")).State!.Number, notes[grain][^1], long.MaxValue);
        }
    }

    [PostgresFact]
    public async Task Write_ServerSaysNothing_FailsWithACodeAndWorksAgain()
    {
        await using var server = await PostgresServer.StartAsync();
        var database = await TestDatabase.CreateAsync(server);
        await using var storage = database.Storage(options => options.Timeout = TimeSpan.FromSeconds(1));
        await using var directory = database.Directory(options => options.Timeout = TimeSpan.FromSeconds(1));
        await database.SetSiloAsync(1, Silos.Active);
        var state = new GrainState<Sample>(new Sample { Number = 1 });
        await storage.WriteStateAsync("state", StorageFixture.Grain("a"), state);
        await directory.Register(Silos.On(1, "a"));
        var before = state.ETag;

        server.Pause();
        try
        {
            state.State = new Sample { Number = 2 };
            var write = await Assert.ThrowsAsync<StorageException>(() => storage.WriteStateAsync("state", StorageFixture.Grain("a"), state).WaitAsync(Patience));
            Assert.Equal((StorageCodes.WriteOutcomeUnknown, before), (write.Code, state.ETag));

            // Nothing can be sent any more: what fails now was certainly not done.
            var lookup = await Assert.ThrowsAsync<StorageException>(() => directory.Lookup(GrainId.Create("sample", "a")).WaitAsync(Patience));
            var again = await Assert.ThrowsAsync<StorageException>(() => storage.WriteStateAsync(
                "state", StorageFixture.Grain("b"), new GrainState<Sample>(new Sample())).WaitAsync(Patience));
            Assert.Equal((StorageCodes.DatabaseUnavailable, StorageCodes.DatabaseUnavailable), (lookup.Code, again.Code));
        }
        finally
        {
            server.Resume();
        }

        var read = await UntilAnsweredAsync(() => storage.ReadAsync("a"));
        read.State = read.State! with { Number = 3 };
        await UntilAnsweredAsync(async () =>
        {
            try
            {
                await storage.WriteStateAsync("state", StorageFixture.Grain("a"), read);
            }
            catch (InconsistentStateException)
            {
                // The unanswered write came through between the read and now.
                read = await storage.ReadAsync("a");
                read.State = read.State! with { Number = 3 };
                throw new StorageException(StorageCodes.StorageFailed, "again");
            }

            return 0;
        });
        Assert.Equal(3, (await storage.ReadAsync("a")).State!.Number);
        Assert.Equal(Silos.On(1, "a"), await UntilAnsweredAsync(() => directory.Lookup(GrainId.Create("sample", "a"))));
    }

    [PostgresFact]
    public async Task Write_NobodyListens_FailsWithACode()
    {
        await using var server = await PostgresServer.StartAsync();
        var database = await TestDatabase.CreateAsync(server);
        await using var storage = database.Storage(options => options.Timeout = TimeSpan.FromMilliseconds(300));
        await server.StopAsync();

        var failed = await Assert.ThrowsAsync<StorageException>(() => storage.WriteStateAsync(
            "state", StorageFixture.Grain("a"), new GrainState<Sample>(new Sample())).WaitAsync(Patience));

        Assert.Equal(StorageCodes.DatabaseUnavailable, failed.Code);
        await server.StartAgainAsync();
        Assert.False((await UntilAnsweredAsync(() => storage.ReadAsync("a"))).RecordExists);
    }

    [PostgresFact]
    public async Task Append_ServerCrashesAmidLoad_AcknowledgedEventsAreThereOnce()
    {
        await using var server = await PostgresServer.StartAsync();
        var database = await TestDatabase.CreateAsync(server);
        await using var log = new PostgresEventLog(
            "log", new PostgresEventLogOptions { ConnectionString = database.Pooled(), ServiceId = "service" }, TimeProvider.System);
        await log.AddGroupAsync("group", EventLogStart.Oldest);
        using var stop = new CancellationTokenSource();
        var acknowledged = Channel.CreateUnbounded<int>();
        var writers = Enumerable.Range(0, Grains).Select(writer => AppendAsync(log, writer, acknowledged.Writer, stop.Token)).ToArray();
        for (var crash = 1; crash <= 2; crash++)
        {
            await ReachAsync(acknowledged.Reader, 20);
            await server.RestartImmediatelyAsync();
        }

        await ReachAsync(acknowledged.Reader, 20);
        await stop.CancelAsync();
        var appended = (await Task.WhenAll(writers)).SelectMany(ofWriter => ofWriter).ToDictionary(one => one.Sequence, one => one.Payload);

        var delivered = new Dictionary<long, string>();
        while (await log.ClaimAsync("group", 1_000, TimeSpan.FromMinutes(10)) is { Events.Length: > 0 } claim)
        {
            foreach (var one in claim.Events)
            {
                delivered.Add(one.Sequence, System.Text.Encoding.UTF8.GetString(one.Payload.Span));
            }

            Assert.Equal(claim.Events.Length, await log.AcknowledgeAsync(claim));
        }

        Assert.Equal(Enumerable.Range(1, delivered.Count).Select(number => (long)number), delivered.Keys.Order());
        Assert.Equal(delivered.Count, delivered.Values.Distinct().Count());
        Assert.All(appended, one => Assert.Equal(one.Value, delivered[one.Key]));
    }

    /// <summary>Writes 1, 2, 3, ... as a grain does: after a failure it reads again. Gives what was acknowledged.</summary>
    private static async Task<List<long>> WriteAsync(PostgresGrainStorage storage, int grain, ChannelWriter<int> acknowledged, CancellationToken stop)
    {
        var done = new List<long>();
        var state = new GrainState<Sample>();
        for (var number = 1L; !stop.IsCancellationRequested; number++)
        {
            state.State = new Sample { Number = number };
            try
            {
                await storage.WriteStateAsync("state", StorageFixture.Grain($"g{grain}"), state);
                done.Add(number);
                acknowledged.TryWrite(grain);
            }
            catch (Exception exception) when (exception is StorageException or InconsistentStateException)
            {
                state = await UntilAnsweredAsync(() => storage.ReadAsync($"g{grain}"));
            }
        }

        return done;
    }

    private static async Task<List<(long Sequence, string Payload)>> AppendAsync(PostgresEventLog log, int writer, ChannelWriter<int> acknowledged, CancellationToken stop)
    {
        var done = new List<(long, string)>();
        for (var number = 1; !stop.IsCancellationRequested; number++)
        {
            var payload = $"{writer}/{number}";
            try
            {
                done.Add((await log.AppendAsync(System.Text.Encoding.UTF8.GetBytes(payload), CancellationToken.None), payload));
                acknowledged.TryWrite(writer);
            }
            catch (StorageException)
            {
                // Known or unknown: the next one has another name.
            }
        }

        return done;
    }

    /// <summary>Until every writer had that many more acknowledged from now on.</summary>
    private static async Task ReachAsync(ChannelReader<int> acknowledged, int more)
    {
        while (acknowledged.TryRead(out _))
        {
        }

        var missing = Enumerable.Repeat(more, Grains).ToArray();
        using var patience = new CancellationTokenSource(Patience);
        while (missing.Any(count => count > 0))
        {
            missing[await acknowledged.ReadAsync(patience.Token)]--;
        }
    }

    /// <summary>The storage itself waits before it gives up.</summary>
    private static async Task<T> UntilAnsweredAsync<T>(Func<Task<T>> ask)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (StorageException)
            {
                patience.Token.ThrowIfCancellationRequested();
            }
        }
    }
}
