using System.Reflection;
using Xunit.Sdk;

namespace Krewe.Storage.Tests.State;

/// <summary>Runs the theory on SQLite.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnSqliteAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[StorageKind.Sqlite]];
}
