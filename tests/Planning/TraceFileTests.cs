using Krewe.Planning.Traces;

namespace Krewe.Planning.Tests;

public class TraceFileTests
{
    [Fact]
    public void Read_LinesOfTwoLengths_FillsTheShorterOne()
    {
        var trace = TraceFile.Read(["model,counts", "a,1 2 3", "", "b,4 5"], "t", 30);
        Assert.Equal(["a", "b"], trace.Names.AsEnumerable());
        Assert.Equal([4, 5, 0], trace.Counts[1].AsEnumerable());
        Assert.Equal((30.0, 15L), (trace.StepSeconds, trace.Requests));
    }

    [Theory]
    [InlineData("", "has no counts")]
    [InlineData("a,", "has no counts")]
    [InlineData("a 1 2", "line 2: expected 'model,counts'")]
    [InlineData("a,1 -2", "'-2' is no number of requests")]
    [InlineData("a,1 x", "'x' is no number of requests")]
    [InlineData("a,1\na,2", "line 3: expected 'model,counts' with a model that no line before has")]
    public void Read_WrongLine_SaysWhere(string lines, string expected)
    {
        var error = Assert.Throws<InvalidDataException>(() => TraceFile.Read(["model,counts", .. lines.Split('\n')], "t"));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
