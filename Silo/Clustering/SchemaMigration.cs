using System.Data.Common;
using Krewe.Errors;
using Krewe.Runtime.AdoNet.Schema;
using Krewe.Silo.Configuration;
using Krewe.Storage;
using Krewe.Storage.Postgres;

namespace Krewe.Silo.Clustering;

/// <summary><c>--migrate</c>: brings the database's tables to this version, and says what it did.</summary>
internal static class SchemaMigration
{
    public const string Option = "--migrate";

    public static async Task RunAsync(SiloSettings settings, TextWriter output, CancellationToken cancellationToken = default)
    {
        if (settings.Cluster?.Database is not { } database)
        {
            throw new KreweException(new Problem
            {
                Code = ErrorCodes.SettingInvalid,
                Message = $"{Option} has no database: a silo on its own brings its file up to date by itself",
                Where = Option,
                Next = $"say {SettingCatalog.Database.Option} or {SettingCatalog.DatabaseFile.Option}",
            });
        }

        var place = PostgresConnection.Place(database);
        try
        {
            var clustering = await ClusteringSchema.UpgradeAsync(database, cancellationToken);
            await output.WriteLineAsync(Line(place, "clustering", clustering.Before, clustering.After));
            var steps = await PostgresSchema.MigrateAsync(database, cancellationToken);
            await output.WriteLineAsync(Line(place, "storage", PostgresSchema.Version - steps.Length, PostgresSchema.Version));
        }
        catch (DbException exception)
        {
            throw new KreweException(new Problem
            {
                Code = StorageCodes.DatabaseUnavailable,
                Message = $"the schema was not brought up to date: {exception.Message}",
                Where = place,
                Next = $"see that the server runs, and that the user may create tables; {Option} goes on where it ended",
            }, exception);
        }
    }

    private static string Line(string place, string part, int before, int after) => before == after
        ? FormattableString.Invariant($"{place}: schema of {part} is at version {after}, nothing to do")
        : FormattableString.Invariant($"{place}: schema of {part} went from version {before} to {after}");
}
