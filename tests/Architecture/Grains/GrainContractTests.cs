using Krewe.Architecture.Tests.Support;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Krewe.Architecture.Tests.Grains;

/// <summary>The rules for what crosses from grain to grain or is kept; they are read from the sources of Abstractions and Grains.</summary>
public sealed class GrainContractTests
{
    private static readonly BaseTypeDeclarationSyntax[] Types =
        [.. TypesOf(Sources.Rooms.Where(file => file.Path.StartsWith("Abstractions/", StringComparison.Ordinal) || file.Path.StartsWith("Grains/", StringComparison.Ordinal)))];

    private static readonly InterfaceDeclarationSyntax[] Interfaces = [.. Types.OfType<InterfaceDeclarationSyntax>().Where(InterfaceRule.IsGrainInterface)];

    [Fact]
    public void Interfaces_OfTheDesign_AreFound()
    {
        string[] expected = ["IDeviceGrain", "IEventGrain", "IFleetGrain", "IForecastGrain", "IFrontGrain", "IHistoryGrain", "IHostGrain", "ILeaseMapGrain", "IMachinesGrain", "IModelGrain", "IPoolGrain", "IQuotaGrain", "IReplicaGrain", "IScalingGrain"];
        Assert.Equal(expected, Interfaces.Select(type => type.Identifier.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Messages_OfGrains_AreImmutableNamedAndNumbered() => Findings.AssertNone(Types.SelectMany(MessageRule.Check));

    [Fact]
    public void Interfaces_OfGrains_AreWellFormed() => Findings.AssertNone(Interfaces.SelectMany(InterfaceRule.Check));

    [Fact]
    public void Messages_ThatAreSent_HaveASerializer() => Findings.AssertNone(ReachRule.Check(Interfaces, Types));

    [Fact]
    public void Aliases_OfTypes_AreUniqueInTheSolution() => Findings.AssertNone(RepeatedAliases(TypesOf(Sources.Programs)));

    [Fact]
    public void Aliases_ThatRepeat_AreNamed() =>
        Assert.Equal(
            ["[Alias(\"k.A\")] stands on A and B."],
            RepeatedAliases(TypesOf([new SourceFile("x.cs", "[Alias(\"k.A\")] record A; [Alias(\"k.A\")] record B; [Alias(\"k.C\")] record C;")])));

    [Theory]
    [InlineData("[GenerateSerializer, Alias(\"k.A\")] record A { [Id(0)] public int X { get; init; } public int Y => X; }", 0)]
    [InlineData("[GenerateSerializer, Alias(\"k.A\")] record A(int X);", 0)]
    [InlineData("record A { public int X { get; set; } }", 0)]
    [InlineData("[GenerateSerializer] record A;", 1)]
    [InlineData("[GenerateSerializer, Alias(\"k.A\")] class A;", 1)]
    [InlineData("[GenerateSerializer, Alias(\"k.A\")] record A { public int X { get; init; } }", 1)]
    [InlineData("[GenerateSerializer, Alias(\"k.A\")] record A { [Id(0)] public int X { get; set; } }", 1)]
    [InlineData("[GenerateSerializer, Alias(\"k.A\")] record A { [Id(0)] public int[] X { get; init; } }", 1)]
    [InlineData("[GenerateSerializer, Alias(\"k.A\")] record A { [Id(0)] public List<int> X { get; init; } }", 1)]
    [InlineData("[GenerateSerializer, Alias(\"k.A\")] record A { [Id(0)] private int _x; }", 1)]
    [InlineData("[GenerateSerializer, Alias(\"k.A\")] record A { [Id(0)] public int X { get; init; } [Id(0)] public int Y { get; init; } }", 1)]
    public void MessageRule_ByExample_Finds(string text, int expected) =>
        Assert.Equal(expected, TypesOf([new SourceFile("x.cs", text)]).SelectMany(MessageRule.Check).Count());

    [Theory]
    [InlineData("[Alias(\"a\")] Task A(int x, CancellationToken token);", 0)]
    [InlineData("[Alias(\"a\")] ValueTask<int> A();", 0)]
    [InlineData("[Alias(\"a\")] int A();", 1)]
    [InlineData("Task A();", 1)]
    [InlineData("int A { get; }", 1)]
    [InlineData("const string A = \"a\";", 0)]
    [InlineData("[Alias(\"a\")] Task A(CancellationToken token, int x);", 1)]
    [InlineData("[Alias(\"a\")] Task A(ref int x);", 1)]
    [InlineData("[Alias(\"a\")] Task A(); [Alias(\"a\")] Task B();", 1)]
    public void InterfaceRule_ByExample_Finds(string member, int expected)
    {
        var type = TypesOf([new SourceFile("x.cs", $"[Alias(\"k\")] interface IA : IGrainWithStringKey {{ {member} }}")]).OfType<InterfaceDeclarationSyntax>().Single();
        Assert.True(InterfaceRule.IsGrainInterface(type));
        Assert.Equal(expected, InterfaceRule.Check(type).Count());
    }

    [Fact]
    public void ReachRule_ThroughMembers_FindsWhatHasNoSerializer()
    {
        var types = TypesOf([new SourceFile("x.cs", "interface IA : IGrain { Task<A> GetAsync(); } [GenerateSerializer] record A { [Id(0)] public B? X { get; init; } } record B; record C;")]).ToArray();
        Assert.Equal(["B is sent (by A) but has no [GenerateSerializer]."], ReachRule.Check([.. types.OfType<InterfaceDeclarationSyntax>()], types));
    }

    private static IEnumerable<BaseTypeDeclarationSyntax> TypesOf(IEnumerable<SourceFile> files) =>
        files.SelectMany(file => file.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>());

    private static IEnumerable<string> RepeatedAliases(IEnumerable<BaseTypeDeclarationSyntax> types) =>
        types.Select(type => (Alias: type.Attribute("Alias")?.Argument(), Name: type.Identifier.Text))
            .Where(pair => pair.Alias is not null)
            .GroupBy(pair => pair.Alias, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => $"[Alias(\"{group.Key}\")] stands on {string.Join(" and ", group.Select(pair => pair.Name))}.");
}
