using Krewe.Architecture.Tests.Support;

namespace Krewe.Architecture.Tests.Documents;

public sealed class LogEventTests
{
    private const string Document = "docs/logging.md";
    private static readonly LogEvents.LogEvent[] All = [.. Sources.Rooms.SelectMany(LogEvents.Of).OrderBy(one => one.Id)];

    [Fact]
    public void Events_OfAllRooms_AreFound() => Assert.True(All.Length > 100);

    [Fact]
    public void Ids_OfAllEvents_HaveOneMeaning() =>
        Findings.AssertNone(All.GroupBy(one => one.Id).Where(group => group.Count() > 1)
            .Select(group => $"Event {group.Key} is logged by {string.Join(" and ", group.Select(one => one.Path))}: an id has one meaning."));

    [Fact]
    public void Ids_OfAllEvents_AreGiven() => Findings.AssertNone(All.Where(one => one.Id is < 1000 or > 7999).Select(one => $"{one.Path}: '{one.Message}' has id {one.Id}; ids are of a band of {Document}."));

    [Fact]
    public void Events_OfAllRooms_AreDocumented()
    {
        var lines = Rows();
        Findings.AssertNone(All.Select(LogEvents.Row).Where(row => !lines.Contains(row)).Select(row => $"{Document} lacks the line: {row}"));
    }

    [Fact]
    public void Rows_OfTheDocument_AreOfEventsThatExist()
    {
        var rows = All.Select(LogEvents.Row).ToHashSet();
        Findings.AssertNone(Rows().Where(line => !rows.Contains(line)).Select(line => $"{Document} has a line of no event: {line}"));
    }

    [Fact]
    public void Logging_OfAllRooms_IsGenerated() => Findings.AssertNone(Sources.Rooms.SelectMany(LogEvents.Direct));

    [Theory]
    [InlineData("[LoggerMessage(7, LogLevel.Debug, \"a {B}\")] void M();", "| 7 | Debug | a {B} |")]
    [InlineData("[LoggerMessage(EventId = 7, Level = LogLevel.Error, Message = \"a\")] void M();", "| 7 | Error | a |")]
    [InlineData("[LoggerMessage(EventId = 7, Message = \"a|b\")] void M();", "| 7 | by event | a/b |")]
    public void Of_ByExample_Reads(string member, string row) =>
        Assert.Equal(row, LogEvents.Row(Assert.Single(LogEvents.Of(new SourceFile("x.cs", $"class X {{ {member} }}")))));

    [Theory]
    [InlineData("logger.LogWarning(\"x\");", 1)]
    [InlineData("Log.Warning(logger);", 0)]
    public void Direct_ByExample_Finds(string statement, int expected) =>
        Assert.Equal(expected, LogEvents.Direct(new SourceFile("x.cs", $"class X {{ void M() {{ {statement} }} }}")).Count());

    private static HashSet<string> Rows() =>
        [.. Repository.Read(Document).Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 3 && line.StartsWith("| ", StringComparison.Ordinal) && char.IsDigit(line[2]))];
}
