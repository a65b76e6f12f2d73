using System.Text;
using Krewe.Silo.Backends.Logs;

namespace Krewe.Silo.Tests.Backends;

public sealed class LogTests
{
    [Theory]
    [InlineData(0, 100, 3, 2)] // Two lines are gone.
    [InlineData(3, 100, 4, 0)]
    [InlineData(0, 2, 4, 2)] // The newest of those kept.
    [InlineData(5, 100, 6, 0)] // Nothing new: continue where one was.
    [InlineData(77, 100, 3, 2)] // A number from before a restart of the silo.
    [InlineData(-1, 100, 3, 2)]
    [InlineData(3, 0, 6, 0)]
    public void Read_AfterSequence_ReturnsWhatFollows(long after, int max, long first, long missed)
    {
        var ring = new LogRing(new ManualTime(), capacity: 3);
        for (var line = 1; line <= 5; line++)
        {
            ring.Append(LogRing.Output, $"line {line}");
        }

        var page = ring.Read(after, max);

        Assert.Equal(Enumerable.Range((int)first, (int)(5 - first + 1)).Select(line => $"line {line}"), page.Lines.Select(line => line.Text));
        Assert.Equal(5, page.Last);
        Assert.Equal(missed, page.Missed);
    }

    [Fact]
    public void Read_EmptyRing_IsEmpty()
    {
        var page = new LogRing(new ManualTime()).Read(0, 100);

        Assert.Empty(page.Lines);
        Assert.Equal(0, page.Last);
    }

    [Theory]
    [InlineData("a\nb\n", new[] { "a", "b" })]
    [InlineData("a\r\n\nb", new[] { "a", "", "b" })]
    [InlineData("", new string[0])]
    [InlineData("12345678\n", new[] { "12345678" })]
    [InlineData("123456789abc\nd\n", new[] { "12345678 ...", "d" })]
    public async Task ReadLine_Text_IsSplitAndCut(string text, string[] expected)
    {
        foreach (var chunk in new[] { 1, 3, 1000 })
        {
            var reader = new LineReader(new ChunkedStream(Encoding.UTF8.GetBytes(text), chunk), longestLine: 8);
            var lines = new List<string>();
            while (await reader.ReadAsync() is { } line)
            {
                lines.Add(line);
            }

            Assert.Equal(expected, lines);
        }
    }

    private sealed class ChunkedStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
    }
}
