using System.Net;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.AdoNet.Tests.Clustering;

/// <summary>What every membership table must do; the same bodies run on each.</summary>
internal static class MembershipTableContract
{
    private static readonly DateTime Time = new(2026, 1, 31, 12, 30, 15, 250, DateTimeKind.Utc);

    public static IReadOnlyDictionary<string, Func<IMembershipTable, Task>> All { get; } = new Func<IMembershipTable, Task>[]
    {
        Read_OfAnEmptyTable_HasVersionZero,
        Insert_ThenRead_GivesEveryMember,
        Insert_OfARowThatIsThere_IsRefused,
        Insert_AtAnOldVersion_IsRefused,
        Update_ChangesRowAndVersion,
        Update_AtAnOldVersion_IsRefused,
        Update_OfARowThatIsNotThere_IsRefused,
        Update_AfterAnyOtherWrite_IsRefused,
        ReadRow_GivesThatRowOrNone,
        UpdateIAmAlive_ChangesTheTimeOnly,
        UpdateIAmAlive_OfARowThatIsNotThere_IsNothing,
        CleanUp_RemovesOldDeadRowsOnly,
        Rows_OfSeveralAddressFamilies_AreKept,
        Writers_AtOnce_WinOncePerVersion,
    }.ToDictionary(body => body.Method.Name);

    private static async Task Read_OfAnEmptyTable_HasVersionZero(IMembershipTable table)
    {
        var data = await table.ReadAllAsync();
        Assert.Empty(data.Members);
        Assert.Equal(0, data.Version.Version);
        // Once more, as each silo does: nothing changes.
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true);
        Assert.Equal(data.Version.VersionEtag, (await table.ReadAllAsync()).Version.VersionEtag);
    }

    private static async Task Insert_ThenRead_GivesEveryMember(IMembershipTable table)
    {
        var entry = Entry(1);
        Assert.True(await InsertAsync(table, entry));

        var data = await table.ReadAllAsync();
        var read = data.TryGet(Silo(1))!.Item1;
        Assert.Equal(1, data.Version.Version);
        Assert.Equal(
            (entry.SiloAddress, entry.Status, entry.SiloName, entry.HostName, entry.ProxyPort, entry.StartTime, entry.IAmAliveTime),
            (read.SiloAddress, read.Status, read.SiloName, read.HostName, read.ProxyPort, read.StartTime, read.IAmAliveTime));
        Assert.True(read.SuspectTimes is null or []); // Nobody suspects who has only come.
        Assert.Equal(DateTimeKind.Utc, read.StartTime.Kind);
    }

    private static async Task Insert_OfARowThatIsThere_IsRefused(IMembershipTable table)
    {
        Assert.True(await InsertAsync(table, Entry(1)));
        Assert.False(await InsertAsync(table, Entry(1, SiloStatus.Dead)));
        var data = await table.ReadAllAsync();
        Assert.Equal((1, SiloStatus.Active), (data.Version.Version, Assert.Single(data.Members).Item1.Status));
    }

    private static async Task Insert_AtAnOldVersion_IsRefused(IMembershipTable table)
    {
        var old = (await table.ReadAllAsync()).Version;
        Assert.True(await table.InsertRowAsync(Entry(1), old.Next()));
        Assert.False(await table.InsertRowAsync(Entry(2), old.Next()));
        Assert.Single((await table.ReadAllAsync()).Members);
    }

    private static async Task Update_ChangesRowAndVersion(IMembershipTable table)
    {
        await InsertAsync(table, Entry(1));
        await InsertAsync(table, Entry(2));
        var before = await table.ReadAllAsync();
        var entry = before.TryGet(Silo(1))!.Item1;
        entry.Status = SiloStatus.Dead;
        entry.SuspectTimes = [Tuple.Create(Silo(2), Time)];
        entry.IAmAliveTime = Time.AddHours(1);

        Assert.True(await table.UpdateRowAsync(entry, before.TryGet(Silo(1))!.Item2, before.Version.Next()));

        var after = await table.ReadAllAsync();
        Assert.Equal(3, after.Version.Version);
        Assert.Equal((SiloStatus.Dead, Time.AddHours(1)), (after.TryGet(Silo(1))!.Item1.Status, after.TryGet(Silo(1))!.Item1.IAmAliveTime));
        Assert.Equal(entry.SuspectTimes, after.TryGet(Silo(1))!.Item1.SuspectTimes);
        Assert.Equal(SiloStatus.Active, after.TryGet(Silo(2))!.Item1.Status);
    }

    private static async Task Update_AtAnOldVersion_IsRefused(IMembershipTable table)
    {
        await InsertAsync(table, Entry(1));
        var old = await table.ReadAllAsync();
        Assert.True(await table.UpdateRowAsync(Entry(1, SiloStatus.ShuttingDown), old.Members[0].Item2, old.Version.Next()));
        Assert.False(await table.UpdateRowAsync(Entry(1, SiloStatus.Active), old.Members[0].Item2, old.Version.Next()));
        Assert.Equal(SiloStatus.ShuttingDown, (await table.ReadAllAsync()).Members[0].Item1.Status);
    }

    private static async Task Update_OfARowThatIsNotThere_IsRefused(IMembershipTable table)
    {
        var data = await table.ReadAllAsync();
        Assert.False(await table.UpdateRowAsync(Entry(1), data.Version.VersionEtag, data.Version.Next()));
        Assert.Equal(0, (await table.ReadAllAsync()).Version.Version);
    }

    private static async Task Update_AfterAnyOtherWrite_IsRefused(IMembershipTable table)
    {
        await InsertAsync(table, Entry(1));
        var old = await table.ReadAllAsync();
        await InsertAsync(table, Entry(2));
        var fresh = await table.ReadAllAsync();
        Assert.False(await table.UpdateRowAsync(Entry(1), old.Members[0].Item2, old.Version.Next()));
        Assert.False(await table.UpdateRowAsync(Entry(1), old.Members[0].Item2, fresh.Version.Next()));
    }

    private static async Task ReadRow_GivesThatRowOrNone(IMembershipTable table)
    {
        await InsertAsync(table, Entry(1));
        await InsertAsync(table, Entry(2));
        var one = await table.ReadRowAsync(Silo(1));
        Assert.Equal(Silo(1), Assert.Single(one.Members).Item1.SiloAddress);
        Assert.Equal(2, one.Version.Version);
        Assert.Empty((await table.ReadRowAsync(Silo(3))).Members);
        Assert.Equal(2, (await table.ReadRowAsync(Silo(3))).Version.Version);
    }

    private static async Task UpdateIAmAlive_ChangesTheTimeOnly(IMembershipTable table)
    {
        await InsertAsync(table, Entry(1));
        await table.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = Silo(1), IAmAliveTime = Time.AddMinutes(9), Status = SiloStatus.Dead });
        var data = await table.ReadAllAsync();
        Assert.Equal((1, Time.AddMinutes(9), SiloStatus.Active), (data.Version.Version, data.Members[0].Item1.IAmAliveTime, data.Members[0].Item1.Status));
    }

    private static async Task UpdateIAmAlive_OfARowThatIsNotThere_IsNothing(IMembershipTable table)
    {
        await table.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = Silo(1), IAmAliveTime = Time });
        Assert.Empty((await table.ReadAllAsync()).Members);
    }

    private static async Task CleanUp_RemovesOldDeadRowsOnly(IMembershipTable table)
    {
        var heard = Entry(3, SiloStatus.Dead);
        heard.IAmAliveTime = Time.AddDays(2);
        await InsertAsync(table, Entry(1, SiloStatus.Dead));
        await InsertAsync(table, Entry(2));
        await InsertAsync(table, heard);

        await table.CleanupDefunctSiloEntriesAsync(new DateTimeOffset(Time.AddDays(1)));

        var data = await table.ReadAllAsync();
        Assert.Equal([2, 3], data.Members.Select(member => member.Item1.SiloAddress.Endpoint.Port).Order());
        Assert.Equal(3, data.Version.Version);
    }

    private static async Task Rows_OfSeveralAddressFamilies_AreKept(IMembershipTable table)
    {
        var entry = Entry(1);
        entry.SiloAddress = SiloAddress.New(IPAddress.Parse("2001:db8::17"), 11111, 123456789);
        await InsertAsync(table, entry);
        var (data, votes) = (await table.ReadAllAsync(), new[] { Tuple.Create(entry.SiloAddress, Time), Tuple.Create(Silo(3), Time.AddMilliseconds(7)) });
        var (joined, etag) = data.TryGet(entry.SiloAddress)!;
        joined.SuspectTimes = [.. votes];
        Assert.True(await table.UpdateRowAsync(joined, etag, data.Version.Next()));
        var read = Assert.Single((await table.ReadRowAsync(entry.SiloAddress)).Members).Item1;
        Assert.Equal(entry.SiloAddress, read.SiloAddress);
        Assert.Equal(votes, read.SuspectTimes);
    }

    /// <summary>Eight writers raise counters by compare-and-set: no version is made twice and none is lost.</summary>
    private static async Task Writers_AtOnce_WinOncePerVersion(IMembershipTable table)
    {
        const int Writers = 8;
        const int Wins = 10;
        for (var port = 1; port <= Writers; port++)
        {
            await InsertAsync(table, Entry(port));
        }

        var won = await Task.WhenAll(Enumerable.Range(1, Writers).Select(port => Task.Run(() => WinAsync(table, Silo(port), Wins))));

        var versions = won.SelectMany(list => list).Order().ToArray();
        Assert.Equal(Enumerable.Range(Writers + 1, Writers * Wins), versions);
        var data = await table.ReadAllAsync();
        Assert.Equal(Writers + (Writers * Wins), data.Version.Version);
        Assert.All(data.Members, member => Assert.Equal(Time.AddSeconds(Wins), member.Item1.IAmAliveTime));
    }

    private static async Task<List<int>> WinAsync(IMembershipTable table, SiloAddress silo, int wins)
    {
        List<int> won = [];
        while (won.Count < wins)
        {
            var data = await table.ReadAllAsync();
            var (entry, etag) = data.TryGet(silo)!;
            entry.IAmAliveTime = entry.IAmAliveTime.AddSeconds(1);
            if (await table.UpdateRowAsync(entry, etag, data.Version.Next()))
            {
                won.Add(data.Version.Version + 1);
            }
        }

        return won;
    }

    private static async Task<bool> InsertAsync(IMembershipTable table, MembershipEntry entry) =>
        await table.InsertRowAsync(entry, (await table.ReadAllAsync()).Version.Next());

    private static SiloAddress Silo(int port) => SiloAddress.New(IPAddress.Loopback, port, 1);

    private static MembershipEntry Entry(int port, SiloStatus status = SiloStatus.Active) => new()
    {
        SiloAddress = Silo(port),
        Status = status,
        SiloName = $"silo{port}",
        HostName = "a-host",
        ProxyPort = 30000 + port,
        StartTime = Time,
        IAmAliveTime = Time,
    };
}
