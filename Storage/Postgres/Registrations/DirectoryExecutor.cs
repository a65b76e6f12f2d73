using System.Net;
using Krewe.Storage.Postgres.Groups;
using Npgsql;
using Orleans.Runtime;

namespace Krewe.Storage.Postgres.Registrations;

/// <summary>Runs groups of look-ups and changes of registrations.</summary>
internal sealed class DirectoryExecutor(string clusterId, string place) : IGroupExecutor<DirectoryOperation, GrainAddress?>
{
    /// <summary>A registration that lost to one that is void the next moment is tried anew, but not for ever.</summary>
    private const int MaxRounds = 5;

    public async Task<GroupOutcome<GrainAddress?>[]> ExecuteAsync(NpgsqlConnection connection, IReadOnlyList<DirectoryOperation> group)
    {
        var (found, registered) = await FirstRoundAsync(connection, group);
        RegisterOperation[] open = [.. group.OfType<RegisterOperation>().Where(operation => !registered.Contains(operation.Grain))];
        var refused = new Dictionary<GrainId, StorageException>();
        for (var round = 1; open.Length > 0; round++)
        {
            (var winners, var active) = await LosersAsync(connection, open);
            foreach (var operation in open)
            {
                if (winners.TryGetValue(operation.Grain, out var winner))
                {
                    found[operation.Grain] = winner;
                }
                else if (!active.Contains(operation.Grain))
                {
                    refused[operation.Grain] = NotActive(operation);
                }
                else if (round == MaxRounds)
                {
                    refused[operation.Grain] = Contended(operation);
                }
            }

            open = [.. open.Where(operation => !found.ContainsKey(operation.Grain) && !refused.ContainsKey(operation.Grain))];
            registered = await RegisterAsync(connection, open);
            open = [.. open.Where(operation => !registered.Contains(operation.Grain))];
        }

        return [.. group.Select(operation => operation switch
        {
            RegisterOperation register when refused.TryGetValue(register.Grain, out var error) => new GroupOutcome<GrainAddress?>(null, error),
            RegisterOperation register => new(found.GetValueOrDefault(register.Grain) ?? register.Address),
            LookupOperation lookup => new(found.GetValueOrDefault(lookup.Grain)),
            _ => default,
        })];
    }

    /// <summary>Everything in one batch, that is in one transaction and one round trip.</summary>
    private async Task<(Dictionary<GrainId, GrainAddress> Found, HashSet<GrainId> Registered)> FirstRoundAsync(
        NpgsqlConnection connection, IReadOnlyList<DirectoryOperation> group)
    {
        LookupOperation[] lookups = [.. group.OfType<LookupOperation>()];
        UnregisterOperation[] leaving = [.. group.OfType<UnregisterOperation>()];
        RegisterOperation[] coming = [.. group.OfType<RegisterOperation>()];
        await using var batch = new NpgsqlBatch(connection);
        if (lookups.Length > 0)
        {
            batch.BatchCommands.Add(LookupCommand(lookups));
        }

        if (leaving.Length > 0)
        {
            batch.BatchCommands.Add(Sql.Command(
                DirectoryStatements.Unregister,
                [Sql.Text(clusterId), Grains(leaving), Activations(leaving.Select(operation => operation.Address)), .. Silos(leaving.Select(operation => operation.Address))]));
        }

        if (coming.Length > 0)
        {
            batch.BatchCommands.Add(RegisterCommand(coming));
        }

        var found = new Dictionary<GrainId, GrainAddress>();
        var registered = new HashSet<GrainId>();
        await using var reader = await batch.ExecuteReaderAsync();
        do
        {
            while (await reader.ReadAsync())
            {
                if (reader.FieldCount == 1)
                {
                    registered.Add(GrainId.Parse(reader.GetString(0)));
                }
                else
                {
                    var address = Address(reader);
                    found[address.GrainId] = address;
                }
            }
        }
        while (await reader.NextResultAsync());
        return (found, registered);
    }

    /// <summary>Who holds the grains of registrations that changed nothing, and which of their silos are active at all.</summary>
    private async Task<(Dictionary<GrainId, GrainAddress> Winners, HashSet<GrainId> Active)> LosersAsync(NpgsqlConnection connection, RegisterOperation[] open)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                LookupCommand(open),
                Sql.Command(DirectoryStatements.ActiveOwners, [Sql.Text(clusterId), Grains(open), .. Silos(open.Select(operation => operation.Address))]),
            },
        };
        var winners = new Dictionary<GrainId, GrainAddress>();
        var active = new HashSet<GrainId>();
        await using var reader = await batch.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var address = Address(reader);
            winners[address.GrainId] = address;
        }

        await reader.NextResultAsync();
        while (await reader.ReadAsync())
        {
            active.Add(GrainId.Parse(reader.GetString(0)));
        }

        return (winners, active);
    }

    private async Task<HashSet<GrainId>> RegisterAsync(NpgsqlConnection connection, RegisterOperation[] open) =>
        open.Length == 0 ? [] : (await FirstRoundAsync(connection, open)).Registered;

    private NpgsqlBatchCommand LookupCommand(DirectoryOperation[] operations) =>
        Sql.Command(DirectoryStatements.Lookup, Sql.Text(clusterId), Grains(operations));

    private NpgsqlBatchCommand RegisterCommand(RegisterOperation[] operations)
    {
        GrainAddress[] addresses = [.. operations.Select(operation => operation.Address)];
        GrainAddress?[] previous = [.. operations.Select(operation => operation.Previous?.SiloAddress is null ? null : operation.Previous)];
        return Sql.Command(
            DirectoryStatements.Register,
            [
                Sql.Text(clusterId),
                Grains(operations),
                Activations(addresses),
                .. Silos(addresses),
                Sql.Numbers(addresses.Select(address => address.MembershipVersion.Value)),
                Activations(previous),
                .. Silos(previous),
            ]);
    }

    private static NpgsqlParameter Grains(IEnumerable<DirectoryOperation> operations) => Sql.Texts(operations.Select(operation => operation.Grain.ToString()));

    private static NpgsqlParameter Activations(IEnumerable<GrainAddress?> addresses) => Sql.Texts(addresses.Select(address => address?.ActivationId.ToParsableString()));

    private static NpgsqlParameter[] Silos(IEnumerable<GrainAddress?> addresses)
    {
        SiloAddress?[] silos = [.. addresses.Select(address => address?.SiloAddress)];
        return
        [
            Sql.Texts(silos.Select(silo => silo?.Endpoint.Address.ToString())),
            Sql.Integers(silos.Select(silo => silo?.Endpoint.Port)),
            Sql.Integers(silos.Select(silo => silo?.Generation)),
        ];
    }

    private static GrainAddress Address(NpgsqlDataReader reader) => new()
    {
        GrainId = GrainId.Parse(reader.GetString(0)),
        ActivationId = ActivationId.FromParsableString(reader.GetString(1)),
        SiloAddress = SiloAddress.New(IPAddress.Parse(reader.GetString(2)), reader.GetInt32(3), reader.GetInt32(4)),
        MembershipVersion = new MembershipVersion(reader.GetInt64(5)),
    };

    private StorageException NotActive(RegisterOperation operation) => new(
        StorageCodes.OwnerNotActive,
        $"{operation.Subject} on {operation.Address.SiloAddress!.ToParsableString()} is refused: the membership table of cluster '{clusterId}' in {place} "
            + "does not have that silo as active; a silo registers grains after it became active and before it stops");

    private StorageException Contended(RegisterOperation operation) => new(
        StorageCodes.DatabaseUnavailable,
        $"{operation.Subject} in {place} changed hands {MaxRounds} times while it was asked for; it was not registered; try again");
}
