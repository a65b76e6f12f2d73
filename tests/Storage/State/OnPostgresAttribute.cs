using System.Reflection;
using Krewe.Testing.Postgres;
using Xunit.Sdk;

namespace Krewe.Storage.Tests.State;

/// <summary>Runs the theory on PostgreSQL, where it is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnPostgresAttribute : DataAttribute
{
    public OnPostgresAttribute() => Skip = new PostgresFactAttribute().Skip;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[StorageKind.Postgres]];
}
