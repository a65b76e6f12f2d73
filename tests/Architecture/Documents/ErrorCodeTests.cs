using Krewe.Architecture.Tests.Support;

namespace Krewe.Architecture.Tests.Documents;

public sealed class ErrorCodeTests
{
    private static readonly (string Code, string Name)[] Given = [.. CodeRegister.Registers.SelectMany(CodeRegister.Given).Distinct()];

    /// <summary>The engine's codes, which begin its messages.</summary>
    private static readonly string[] Engine =
        [.. Sources.Rooms.Where(file => file.Path.StartsWith("Runtime/", StringComparison.Ordinal)).SelectMany(CodeRegister.Raised).Distinct()];

    [Fact]
    public void Codes_OfTheMainRegister_AreFound() =>
        Assert.True(CodeRegister.Given(CodeRegister.Registers.Single(file => file.Path == CodeRegister.Main)).Count() >= 45);

    [Fact]
    public void Codes_OfAllRegisters_HaveOneMeaning() =>
        Findings.AssertNone(Given.GroupBy(entry => entry.Code).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key} is given to {string.Join(" and ", group.Select(entry => entry.Name))}."));

    [Fact]
    public void Codes_OfTheEngine_AreItsOwn() =>
        Findings.AssertNone(Given.Where(entry => Engine.Contains(entry.Code)).Select(entry =>
            $"{entry.Code} is {entry.Name} in a register, but begins another message in Runtime/: a code has one meaning."));

    [Fact]
    public void Codes_OfAllRooms_HaveAnEntry()
    {
        var headings = Headings();
        Findings.AssertNone(Given.Concat(Engine.Select(code => (Code: code, Name: "engine"))).Where(entry => !headings.Contains(entry.Code))
            .Select(entry => $"{entry.Code} ({entry.Name}) has no entry in docs/errors.md."));
    }

    [Fact]
    public void Entries_OfTheDocument_AreOnceAndInOrder()
    {
        var headings = Headings();
        Assert.Equal(headings.Distinct().Order(StringComparer.Ordinal), headings);
    }

    [Fact]
    public void Entries_OfTheDocument_SayAllFour()
    {
        string[] parts = ["Signal", "Cause", "Confirm", "Remedy"];
        var entries = Repository.Read("docs/errors.md").Split("\n### ").Skip(1);
        Findings.AssertNone(entries.SelectMany(entry => parts.Where(part => !entry.Contains($"- {part}: ", StringComparison.Ordinal)).Select(part => $"{entry[..7]} lacks '{part}'.")));
    }

    [Fact]
    public void Codes_ThatPlacesSpeakOf_AreGiven()
    {
        var given = Given.Select(entry => entry.Code).Concat(Engine).ToHashSet();
        var texts = Sources.Programs.Select(file => (file.Path, file.Text))
            .Concat(Repository.Files(".yaml", ".json", ".html", ".js", ".py").Select(path => (Path: path, Text: Repository.Read(path))));
        Findings.AssertNone(texts.SelectMany(place => CodeRegister.Mentioned(place.Text).Distinct().Where(code => !given.Contains(code))
            .Select(code => $"{place.Path} speaks of {code}, which no register gives.")));
    }

    [Theory]
    [InlineData("const string A = \"KRW1001\";", "KRW1001")]
    [InlineData("const string A = \"x\";", null)]
    [InlineData("const string A = B.C;", null)]
    public void Given_ByExample_Finds(string member, string? code) =>
        Assert.Equal(code, CodeRegister.Given(new SourceFile("x.cs", $"class X {{ {member} }}")).Select(entry => entry.Code).SingleOrDefault());

    private static string[] Headings() =>
        [.. Repository.Read("docs/errors.md").Split('\n').Where(line => line.StartsWith("### KRW", StringComparison.Ordinal)).Select(line => line[4..11])];
}
