using Krewe.Storage.Postgres.States;
using Krewe.Storage.State;
using Krewe.Testing.Postgres;
using Npgsql;
using Orleans.Storage;

namespace Krewe.Storage.Tests.Postgres;

/// <summary>Answers that were lost: the same operation runs again, as after a connection broke amid its commit.</summary>
public sealed class StateExecutorTests
{
    private static readonly StateKey Key = new("state", "sample/a");
    private readonly StateExecutor _executor = new("service", "place");

    [PostgresTheory]
    [InlineData(Silos.Active, true)]
    [InlineData(4, true)]
    [InlineData(Silos.Dead, false)]
    [InlineData(null, false)]
    public async Task Write_BehindAFence_CountsOnlyWhileTheSiloLives(int? status, bool counts)
    {
        var database = await TestDatabase.CreateAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        var before = await RunAsync(connection, Write(null, 1));
        if (status is { } there)
        {
            await database.SetSiloAsync(1, there);
        }

        var fenced = new StateExecutor("service", "place", new StateFence(TestDatabase.Cluster, Silos.Silo(1)));
        var written = (await fenced.ExecuteAsync(connection, [Write(StateEtag.Format(before!.Value.Etag), 2)]))[0];
        var etag = StateEtag.Format((written.Result ?? before).Value.Etag);
        var cleared = (await fenced.ExecuteAsync(connection, [new ChangeOperation(Key, etag, null, Guid.Empty, default)]))[0];
        var left = await RunAsync(connection, new ReadOperation(Key, default));

        if (counts)
        {
            Assert.NotEqual(before, written.Result);
            Assert.Null(left);
        }
        else
        {
            Assert.All([written, cleared], outcome => Assert.Equal(StorageCodes.WriterDead, Assert.IsType<StorageException>(outcome.Error).Code));
            Assert.Equal(before.Value.Etag, left!.Value.Etag);
        }
    }

    [PostgresTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_AgainAfterItWasDone_IsFoundAndNotDoneTwice(bool exists)
    {
        await using var connection = await OpenAsync();
        var before = exists ? StateEtag.Format((await RunAsync(connection, Write(null, 1)))!.Value.Etag) : null;
        var write = Write(before, 2);
        var first = await RunAsync(connection, write);
        write.IsUncertain = true;

        Assert.Equal(first!.Value.Etag, (await RunAsync(connection, write))!.Value.Etag);
        Assert.Equal(first.Value.Etag, (await RunAsync(connection, new ReadOperation(Key, default)))!.Value.Etag);
    }

    [PostgresFact]
    public async Task Write_FirstRunComesAfterTheSecond_ChangesNothing()
    {
        await using var connection = await OpenAsync();
        var write = Write(null, 2);
        write.IsUncertain = true;
        var second = await RunAsync(connection, write);
        var next = await RunAsync(connection, Write(StateEtag.Format(second!.Value.Etag), 3));

        await Assert.ThrowsAsync<StorageException>(() => RunAsync(connection, write));
        Assert.Equal(next!.Value.Etag, (await RunAsync(connection, new ReadOperation(Key, default)))!.Value.Etag);
    }

    [PostgresTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_AnotherCameAfterwards_IsAConflictUnlessTheAnswerWasLost(bool lost)
    {
        await using var connection = await OpenAsync();
        var write = Write(null, 2);
        var first = await RunAsync(connection, write);
        await RunAsync(connection, Write(StateEtag.Format(first!.Value.Etag), 3));
        write.IsUncertain = lost;

        var error = await Record.ExceptionAsync(() => RunAsync(connection, write));

        if (lost)
        {
            Assert.Equal(StorageCodes.WriteOutcomeUnknown, Assert.IsType<StorageException>(error).Code);
        }
        else
        {
            Assert.IsType<InconsistentStateException>(error);
        }
    }

    [PostgresFact]
    public async Task Clear_AgainAfterItWasDone_IsDone()
    {
        await using var connection = await OpenAsync();
        var row = await RunAsync(connection, Write(null, 1));
        var clear = new ChangeOperation(Key, StateEtag.Format(row!.Value.Etag), null, Guid.Empty, default);
        Assert.Null(await RunAsync(connection, clear));
        clear.IsUncertain = true;

        Assert.Null(await RunAsync(connection, clear));
    }

    private static ChangeOperation Write(string? etag, byte payload) => new(Key, etag, [payload], Guid.NewGuid(), default);

    private static async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection((await TestDatabase.CreateAsync()).ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private async Task<StateRow?> RunAsync(NpgsqlConnection connection, StateOperation operation)
    {
        var outcome = Assert.Single(await _executor.ExecuteAsync(connection, [operation]));
        return outcome.Error is null ? outcome.Result : throw outcome.Error;
    }
}
