using Krewe.Architecture.Tests.Support;

namespace Krewe.Architecture.Tests.Code;

public sealed class ShapeTests
{
    [Fact]
    public void Files_OfPrograms_HoldOneType() =>
        Findings.AssertNone(ShapeRules.OneTypePerFile(Sources.Programs.Where(file => !file.Path.StartsWith("samples/own-model/", StringComparison.Ordinal))));

    [Fact]
    public void Files_OfRooms_AreNotTooLong() => Findings.AssertNone(ShapeRules.NotTooLong(Sources.Rooms));

    [Fact]
    public void Namespaces_Everywhere_AreFileScoped() => Findings.AssertNone(ShapeRules.FileScopedNamespaces(Sources.All));

    [Fact]
    public void Classes_OfPrograms_AreSealedUnlessDerivedFrom() => Findings.AssertNone(ShapeRules.Sealed(Sources.Programs));

    [Fact]
    public void Files_OfEveryRoom_AreRead() =>
        Assert.Equal(
            House.HousePlan.Rooms.Select(room => room.Folder).Where(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories).Any(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))),
            House.HousePlan.Rooms.Select(room => room.Folder).Where(folder => Sources.Rooms.Any(file => file.Path.StartsWith(folder + "/", StringComparison.Ordinal))));

    [Theory]
    [InlineData("A.cs", "class A; class B;", 1)]
    [InlineData("A.cs", "class B;", 1)]
    [InlineData("A.cs", "delegate void B();", 1)]
    [InlineData("A.cs", "class A { class B; enum C { } }", 0)]
    [InlineData("A.Log.cs", "partial class A;", 0)]
    [InlineData("AOfT.cs", "class A<T>;", 0)]
    [InlineData("AOfT.cs", "class A;", 1)]
    [InlineData("Program.cs", "return 0;", 0)]
    public void OneTypePerFile_ByExample_Finds(string path, string text, int expected) =>
        Assert.Equal(expected, ShapeRules.OneTypePerFile([new SourceFile(path, text)]).Count());

    [Theory]
    [InlineData("internal class A;", 1)]
    [InlineData("class A;", 1)]
    [InlineData("internal record A;", 1)]
    [InlineData("public sealed class B { private class A; }", 1)]
    [InlineData("internal sealed class A;", 0)]
    [InlineData("internal static class A;", 0)]
    [InlineData("internal abstract class A;", 0)]
    [InlineData("public class A;", 0)]
    [InlineData("internal class A; internal sealed class B : A;", 0)]
    [InlineData("internal sealed partial class A; partial class A;", 0)]
    [InlineData("internal record struct A;", 0)]
    public void Sealed_ByExample_Finds(string text, int expected) =>
        Assert.Equal(expected, ShapeRules.Sealed([new SourceFile("A.cs", text)]).Count());

    [Theory]
    [InlineData(ShapeRules.MaxLines, 0)]
    [InlineData(ShapeRules.MaxLines + 1, 1)]
    public void NotTooLong_AtTheBound_Finds(int lines, int expected) =>
        Assert.Equal(expected, ShapeRules.NotTooLong([new SourceFile("A.cs", new string('\n', lines))]).Count());
}
