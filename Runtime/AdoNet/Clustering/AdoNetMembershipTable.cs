using System.Data.Common;
using System.Globalization;
using System.Net;
using Krewe.Runtime.AdoNet.Schema;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.AdoNet.Clustering;

/// <summary>
/// The membership table in PostgreSQL, in Orleans' tables and by Orleans' query keys. The version's text is the ETag of the version and
/// of every row: whoever writes has read all of the table. Who cancels goes on at once and the statement ends by its own time-out: the driver's
/// cancellation asks the server, within the call to Cancel, and when the server is what does not answer, that takes a minute.
/// </summary>
internal sealed class AdoNetMembershipTable(ClusterDatabase database, string clusterId) : IMembershipTable, IAsyncDisposable
{
    public async Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken = default)
    {
        await SchemaCheck.RunAsync(database.Source, ClusteringSchema.Version, cancellationToken);
        await database.LoadQueriesAsync(cancellationToken);
        if (tryInitTableVersion)
        {
            await ExecuteAsync(database.Command("InsertMembershipVersionKey", Deployment), cancellationToken);
        }
    }

    public Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken = default) =>
        ExecuteAsync(database.Command("DeleteMembershipTableEntriesKey", ("DeploymentId", clusterId)), cancellationToken);

    public Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken = default) =>
        ExecuteAsync(database.Command("CleanupDefunctSiloEntriesKey", Deployment, ("IAmAliveTime", beforeDate.UtcDateTime)), cancellationToken);

    public Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken = default) =>
        ReadAsync(database.Command("MembershipReadRowKey", Deployment, Address(key), Port(key), Generation(key))).WaitAsync(cancellationToken);

    public Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(database.Command("MembershipReadAllKey", Deployment)).WaitAsync(cancellationToken);

    public Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken = default) =>
        WriteAsync(
            database.Command(
                "InsertMembershipKey", Deployment, Address(entry.SiloAddress), Port(entry.SiloAddress), Generation(entry.SiloAddress), ("SiloName", entry.SiloName),
                ("HostName", entry.HostName), ("Status", (int)entry.Status), ("ProxyPort", entry.ProxyPort), Suspects(entry), ("StartTime", Utc(entry.StartTime)),
                ("IAmAliveTime", Utc(entry.IAmAliveTime)), Expected(tableVersion)),
            cancellationToken);

    public Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken = default) =>
        etag != tableVersion.VersionEtag
            ? Task.FromResult(false)
            : WriteAsync(
                database.Command(
                    "UpdateMembershipKey", Deployment, Address(entry.SiloAddress), Port(entry.SiloAddress), Generation(entry.SiloAddress),
                    ("Status", (int)entry.Status), Suspects(entry), ("IAmAliveTime", Utc(entry.IAmAliveTime)), Expected(tableVersion)),
                cancellationToken);

    public Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken = default) => ExecuteAsync(
        database.Command(
            "UpdateIAmAlivetimeKey", Deployment, Address(entry.SiloAddress), Port(entry.SiloAddress), Generation(entry.SiloAddress), ("IAmAliveTime", Utc(entry.IAmAliveTime))),
        cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private (string Name, object? Value) Deployment => ("DeploymentId", clusterId);

    private static (string Name, object? Value) Address(SiloAddress silo) => ("Address", silo.Endpoint.Address.ToString());

    private static (string Name, object? Value) Port(SiloAddress silo) => ("Port", silo.Endpoint.Port);

    private static (string Name, object? Value) Generation(SiloAddress silo) => ("Generation", silo.Generation);

    private static (string Name, object? Value) Suspects(MembershipEntry entry) => ("SuspectTimes", SuspectTimesText.Write(entry.SuspectTimes));

    /// <summary>The statements raise the version themselves; they are told the one that was read.</summary>
    private static (string Name, object? Value) Expected(TableVersion next) => ("Version", int.Parse(next.VersionEtag, CultureInfo.InvariantCulture));

    private static DateTime Utc(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Utc);

    private static async Task<bool> WriteAsync(DbCommand command, CancellationToken cancellationToken) =>
        Convert.ToInt32(await ExecuteAsync(command, cancellationToken), CultureInfo.InvariantCulture) == 1;

    private static Task<object?> ExecuteAsync(DbCommand command, CancellationToken cancellationToken)
    {
        return RunAsync().WaitAsync(cancellationToken);

        async Task<object?> RunAsync()
        {
            await using (command)
            {
                return await command.ExecuteScalarAsync(CancellationToken.None);
            }
        }
    }

    private async Task<MembershipTableData> ReadAsync(DbCommand command)
    {
        List<Tuple<MembershipEntry, string>> rows = [];
        TableVersion? version = null;
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var number = reader.GetInt32(reader.GetOrdinal("Version"));
                var etag = number.ToString(CultureInfo.InvariantCulture);
                version = new TableVersion(number, etag);
                if (!await reader.IsDBNullAsync(reader.GetOrdinal("Address")))
                {
                    rows.Add(Tuple.Create(Entry(reader), etag));
                }
            }
        }

        return version is not null
            ? new MembershipTableData(rows, version)
            : throw new InvalidOperationException($"KRW6106: The membership table has no cluster '{clusterId}': its rows were deleted. Restart the silos; each makes them anew.");
    }

    private static MembershipEntry Entry(DbDataReader reader) => new()
    {
        SiloAddress = SiloAddress.New(
            IPAddress.Parse(reader.GetString(reader.GetOrdinal("Address"))), reader.GetInt32(reader.GetOrdinal("Port")), reader.GetInt32(reader.GetOrdinal("Generation"))),
        SiloName = reader.GetString(reader.GetOrdinal("SiloName")),
        HostName = reader.GetString(reader.GetOrdinal("HostName")),
        Status = (SiloStatus)reader.GetInt32(reader.GetOrdinal("Status")),
        ProxyPort = reader[reader.GetOrdinal("ProxyPort")] as int? ?? 0,
        SuspectTimes = SuspectTimesText.Read(reader[reader.GetOrdinal("SuspectTimes")] as string),
        StartTime = reader.GetDateTime(reader.GetOrdinal("StartTime")),
        IAmAliveTime = reader.GetDateTime(reader.GetOrdinal("IAmAliveTime")),
    };
}
