using Microsoft.Data.Sqlite;

namespace Krewe.Storage.Tests.Sqlite;

/// <summary>The database as any program sees it.</summary>
internal static class RawDatabase
{
    public static void Run(string file, string sql) => Scalar(file, sql);

    public static object? Scalar(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
