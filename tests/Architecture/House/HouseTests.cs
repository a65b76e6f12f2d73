using Krewe.Architecture.Tests.Support;

namespace Krewe.Architecture.Tests.House;

public sealed class HouseTests
{
    [Fact]
    public void References_OfEveryRoom_AreAllowed() =>
        Findings.AssertNone(EdgeRule.Check(HousePlan.Rooms, ProjectFile.All));

    [Theory]
    [InlineData("<ProjectReference Include=\"../Specs/Krewe.Specs.csproj\" />", "Client uses Specs, but may use Abstractions.")]
    [InlineData("<ProjectReference Include=\"..\\tests\\Testing\\Krewe.Testing.csproj\" />", "Client uses tests/Testing/Krewe.Testing.csproj, which is no room: rooms use rooms only.")]
    public void References_NotInThePlan_AreNamed(string reference, string sentence)
    {
        var project = new ProjectFile("Client/Krewe.Client.csproj", $"<Project><ItemGroup>{reference}</ItemGroup></Project>");
        Assert.Equal([sentence], EdgeRule.Check(HousePlan.Rooms, [project]));
    }

    [Theory]
    [InlineData("../samples/digits/Server/Digits.Server.csproj", 0)]
    [InlineData("$(RepositoryRoot)samples/digits/Server/Digits.Server.csproj", 0)]
    [InlineData("../Console/Krewe.Console.csproj", 1)]
    public void References_ThatAreOnlyBuilt_AreSamples(string include, int expected)
    {
        var project = new ProjectFile("Silo/Krewe.Silo.csproj", $"<Project><ItemGroup><ProjectReference Include=\"{include}\" ReferenceOutputAssembly=\"false\" /></ItemGroup></Project>");
        Assert.Equal(expected, EdgeRule.Check(HousePlan.Rooms, [project]).Count());
    }

    [Fact]
    public void References_ByGrainApi_CountAsEdges()
    {
        var project = new ProjectFile("Scheduling/Krewe.Scheduling.csproj", "<Project><PropertyGroup><GrainApi>Code</GrainApi></PropertyGroup></Project>");
        Assert.Equal(2, EdgeRule.Check(HousePlan.Rooms, [project]).Count());
    }

    [Fact]
    public void Plan_Rooms_AreExactlyTheProjects()
    {
        var projects = ProjectFile.All.Select(project => project.Path).Where(path => !HousePlan.Around.Contains(path.Split('/')[0]));
        Assert.Equal(HousePlan.Rooms.Select(room => room.ProjectPath).Order(StringComparer.Ordinal), projects);
    }

    [Fact]
    public void Plan_EveryUsedName_IsARoom()
    {
        var names = HousePlan.Rooms.Select(room => room.Name).ToArray();
        Findings.AssertNone(HousePlan.Rooms.SelectMany(room => room.Uses.Except(names).Select(name => $"{room.Name} uses {name}, which is no room.")));
    }

    [Fact]
    public void Root_Folders_AreThoseOfThePlan()
    {
        var folders = Directory.GetDirectories(Repository.Root).Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith('.') && name is not ("bin" or "obj" or "TestResults" or "artifacts"));
        Findings.AssertNone(folders.Except(HousePlan.RootFolders).Select(name => $"{name}/ stands in the root, but not in the plan of the house."));
    }

    [Fact]
    public void Assemblies_OfRooms_AreNamedAfterThem()
    {
        var projects = ProjectFile.All.ToDictionary(project => project.Path);
        Findings.AssertNone(HousePlan.Rooms
            .Where(room => projects[room.ProjectPath].AssemblyName != $"Krewe.{room.Name}")
            .Select(room => $"{room.ProjectPath} builds {projects[room.ProjectPath].AssemblyName}, not Krewe.{room.Name}."));
    }

    [Fact]
    public void Assemblies_OfTheHouse_HaveDistinctNames() =>
        Findings.AssertNone(ProjectFile.All.GroupBy(project => project.AssemblyName, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => $"{group.Key} is built by {string.Join(" and ", group.Select(project => project.Path))}."));

    [Fact]
    public void Solution_OfTheHouse_HoldsEveryProject()
    {
        var listed = Repository.Read("Orleans.sln").Split('"').Where(part => part.EndsWith(".csproj", StringComparison.Ordinal)).Select(part => part.Replace('\\', '/')).ToHashSet();
        Findings.AssertNone(
        [
            .. ProjectFile.All.Where(project => !listed.Contains(project.Path)).Select(project => $"{project.Path} is not in Orleans.sln."),
            .. listed.Where(path => !Repository.Exists(path)).Select(path => $"{path} is in Orleans.sln, but not there."),
        ]);
    }

    [Fact]
    public void TestProjects_OfTheHouse_AreUsedByTestsAndBenchmarksOnly() =>
        Findings.AssertNone(ProjectFile.All
            .Where(project => project.Path.Split('/')[0] is not ("tests" or "bench"))
            .SelectMany(project => project.References.Where(path => path.StartsWith("tests/", StringComparison.Ordinal)).Select(path => $"{project.Path} uses {path}.")));

    [Fact]
    public void Rooms_WithContent_HaveATestProject() =>
        Findings.AssertNone(HousePlan.Rooms
            .Select(room => room.Folder.Split('/')[0]).Distinct()
            .Where(folder => !Repository.Exists($"tests/{folder}/Krewe.{folder}.Tests.csproj"))
            .Select(folder => $"{folder} has no tests/{folder}/Krewe.{folder}.Tests.csproj."));
}
