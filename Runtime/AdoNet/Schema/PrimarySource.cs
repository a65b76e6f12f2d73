using Npgsql;

namespace Krewe.Runtime.AdoNet.Schema;

/// <summary>Connections to the one server, or of several to the one that takes writes.</summary>
internal static class PrimarySource
{
    /// <summary>How often a server that was not the primary is asked again, in seconds: a promotion is found within that.</summary>
    private const int RecheckSeconds = 1;

    /// <summary>The source. Several hosts mean a primary and its standbys, whatever the text says of session attributes.</summary>
    /// <param name="settings">The connection string's settings.</param>
    public static NpgsqlDataSource Create(NpgsqlConnectionStringBuilder settings)
    {
        if (settings.Host?.Contains(',', StringComparison.Ordinal) != true)
        {
            return NpgsqlDataSource.Create(settings);
        }

        settings.Remove("Target Session Attributes"); // the wrapper says it
        settings.HostRecheckSeconds = RecheckSeconds;
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary);
    }
}
