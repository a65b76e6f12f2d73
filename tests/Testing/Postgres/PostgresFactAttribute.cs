using Xunit;

namespace Krewe.Testing.Postgres;

/// <summary>A fact that needs PostgreSQL's server programs on this machine; skipped, with the reason, where they are missing.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    /// <summary>Looks for PostgreSQL.</summary>
    public PostgresFactAttribute() => Skip = PostgresInstallation.WhyMissing;
}
