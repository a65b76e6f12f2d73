using Xunit;

namespace Krewe.Testing.Postgres;

/// <summary>A theory that needs PostgreSQL's server programs on this machine; skipped, with the reason, where they are missing.</summary>
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    /// <summary>Looks for PostgreSQL.</summary>
    public PostgresTheoryAttribute() => Skip = PostgresInstallation.WhyMissing;
}
