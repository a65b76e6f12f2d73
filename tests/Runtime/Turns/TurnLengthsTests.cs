using Krewe.Runtime.Turns;

namespace Krewe.Runtime.Tests.Turns;

public sealed class TurnLengthsTests
{
    [Theory]
    [InlineData(new bool[0], 0)]
    [InlineData(new[] { false }, 0)]
    [InlineData(new[] { true }, 64)]
    [InlineData(new[] { true, true }, 128)]
    [InlineData(new[] { true, true, false }, 0)]
    [InlineData(new[] { true, false, true }, 64)]
    [InlineData(new[] { true, true, true, true, true, true, true, true, true }, 4_096)]
    public void AreShort_AfterLongTurns_NotForTwiceAsManyEachTime(bool[] noted, int refused)
    {
        var lengths = new TurnLengths();
        Array.ForEach(noted, lengths.Note);

        var count = 0;
        while (!lengths.AreShort())
        {
            count++;
        }

        Assert.Equal(refused, count);
    }
}
