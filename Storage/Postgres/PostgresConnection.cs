using System.Globalization;
using Npgsql;

namespace Krewe.Storage.Postgres;

/// <summary>What a connection string says, as far as it may be shown: never its password.</summary>
public static class PostgresConnection
{
    /// <summary>Why it is none, in words without any of its values; null when it is one.</summary>
    /// <param name="connectionString">The candidate.</param>
    public static string? WhyInvalid(string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            return "it is empty";
        }

        try
        {
            return string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connectionString).Host) ? "it names no Host" : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            // The driver's words may quote what it read.
            return "the driver cannot read it";
        }
    }

    /// <summary>The server and the database, such as <c>db.example:5432/krewe</c>.</summary>
    /// <param name="connectionString">A valid one.</param>
    public static string Place(string connectionString)
    {
        var read = new NpgsqlConnectionStringBuilder(connectionString);
        return string.Create(CultureInfo.InvariantCulture, $"{read.Host}:{read.Port}/{read.Database ?? read.Username}");
    }

    /// <summary>The first server; null for one that is reached by a socket of the machine.</summary>
    /// <param name="connectionString">A valid one.</param>
    public static string? FirstHost(string connectionString)
    {
        var host = new NpgsqlConnectionStringBuilder(connectionString).Host!.Split(',')[0].Trim();
        if (host.StartsWith('/') || host.StartsWith('@'))
        {
            return null;
        }

        var colon = host.LastIndexOf(':');
        return colon > 0 && host.IndexOf(':', StringComparison.Ordinal) == colon ? host[..colon] : host;
    }
}
