using Krewe.Silo.Admin;
using Krewe.Testing.Processes;

namespace Krewe.Silo.Tests.Admin;

public sealed class AdminDocumentationTests
{
    [Fact]
    public void Documentation_ListsEveryRoute()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "admin-api.md"));
        var rows = text.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]).ToList();

        Assert.Equal(
            AdminEndpoints.Routes.Where(route => route.Method is not null).Select(route => $"{route.Method} {route.Pattern}").Order(StringComparer.Ordinal),
            rows.Where(row => row.Contains(AdminEndpoints.Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
