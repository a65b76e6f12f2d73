using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Krewe.Architecture.Tests.Support;

namespace Krewe.Architecture.Tests.House;

public sealed partial class PackageTests
{
    private static readonly string[] DatabaseDrivers =
        ["Dapper", "EntityFramework", "Microsoft.Data.Sqlite", "Microsoft.Data.SqlClient", "MySql", "Npgsql", "Oracle", "SQLite", "System.Data.SqlClient"];

    [Fact]
    public void Versions_OfPackages_StandInOnePlaceOnly() =>
        Findings.AssertNone(ProjectFile.All.SelectMany(project => project.Versions.Select(package =>
            $"{project.Path} says a version of {package}: versions stand in Directory.Packages.props.")));

    [Theory]
    [InlineData("<PackageReference Include=\"A\" Version=\"1.0.0\" />")]
    [InlineData("<PackageReference Include=\"A\" VersionOverride=\"1.0.0\" />")]
    [InlineData("<PackageReference Include=\"A\"><Version>1.0.0</Version></PackageReference>")]
    public void Versions_InAProject_AreSeen(string item) =>
        Assert.Equal(["A"], new ProjectFile("x.csproj", $"<Project><ItemGroup>{item}</ItemGroup></Project>").Versions);

    [Fact]
    public void Versions_InTheOnePlace_AreExact() =>
        Findings.AssertNone(Central()
            .Where(package => !ExactVersion().IsMatch(package.Value) && package.Value != "$(OrleansVersion)")
            .Select(package => $"{package.Key} has version '{package.Value}'; an exact one is wanted, without a range or a wildcard."));

    [Fact]
    public void Packages_OfProjects_HaveACentralVersion()
    {
        var central = Central();
        Findings.AssertNone(ProjectFile.All.SelectMany(project => project.Packages
            .Where(package => !central.ContainsKey(package))
            .Select(package => $"{project.Path} uses {package}, which has no version in Directory.Packages.props.")));
    }

    [Theory]
    [InlineData("Client")]
    [InlineData("Console")]
    [InlineData("Specs")]
    public void Dependencies_OfAClient_ContainNoDatabaseDriver(string roomName)
    {
        var room = HousePlan.Rooms.Single(candidate => candidate.Name == roomName);
        var start = ProjectFile.All.Single(project => project.Path == room.ProjectPath);
        var named = EdgeRule.Closure(start, ProjectFile.All).SelectMany(project => project.Packages);
        Findings.AssertNone(named.Concat(Restored(room)).Where(IsDatabaseDriver).Distinct().Select(package => $"{roomName} brings {package} with it."));
    }

    [Theory]
    [InlineData("Npgsql", true)]
    [InlineData("SQLitePCLRaw.core", true)]
    [InlineData("Microsoft.Data.Sqlite.Core", true)]
    [InlineData("System.CommandLine", false)]
    public void DatabaseDriver_ByName_IsRecognized(string package, bool expected) =>
        Assert.Equal(expected, IsDatabaseDriver(package));

    private static bool IsDatabaseDriver(string package) =>
        DatabaseDrivers.Any(driver => package.StartsWith(driver, StringComparison.OrdinalIgnoreCase) || package.Contains("." + driver, StringComparison.OrdinalIgnoreCase));

    /// <summary>All packages that the restore found for a room, the transitive ones too; the file is written by the restore of the solution.</summary>
    private static string[] Restored(Room room)
    {
        var path = Path.Combine(Repository.Root, room.Folder, "obj", "project.assets.json");
        Assert.True(File.Exists(path), $"{room.Name} is not restored: run dotnet restore first.");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return [.. document.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name.Split('/')[0])];
    }

    private static Dictionary<string, string> Central() =>
        XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion").ToDictionary(
            item => (string?)item.Attribute("Include") ?? "", item => (string?)item.Attribute("Version") ?? "");

    [GeneratedRegex(@"^\d+\.\d+\.\d+(\.\d+)?(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex ExactVersion();
}
