using System.Reflection;
using Krewe.Testing.Postgres;
using Xunit.Sdk;

namespace Krewe.Storage.Tests.Events;

/// <summary>Runs the theory on PostgreSQL too, where it is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnPostgresTooAttribute : DataAttribute
{
    public OnPostgresTooAttribute() => Skip = new PostgresFactAttribute().Skip;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [["postgres"]];
}
