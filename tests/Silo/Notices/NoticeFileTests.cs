using Krewe.Hosts;
using Krewe.Silo.Notices;
using Krewe.Testing.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Krewe.Silo.Tests.Notices;

public sealed class NoticeFileTests
{
    private static readonly DateTimeOffset Told = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("", "2026-01-02T03:06:05Z")]
    [InlineData("30", "2026-01-02T03:04:35Z")]
    [InlineData("0.5", "2026-01-02T03:04:05.5Z")]
    [InlineData("2026-01-02T05:00:00Z", "2026-01-02T05:00:00Z")]
    [InlineData("2026-01-02T05:00:00+02:00", "2026-01-02T03:00:00Z")]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    [InlineData("1e9", null)]
    [InlineData("NaN", null)]
    [InlineData("99999999999999999999", null)]
    public void EndOf_Text_IsWhenTheMachineGoes(string text, string? end) =>
        Assert.Equal(end is null ? null : DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture), NoticeFile.EndOf(text, Told));

    [Fact]
    public void Read_NoFile_SaysNothing()
    {
        using var directory = new TemporaryDirectory();
        Assert.Null(new NoticeFile(null, NullLogger<NoticeFile>.Instance).Read());
        Assert.Null(new NoticeFile(directory.File("notice"), NullLogger<NoticeFile>.Instance).Read());
    }

    [Theory]
    [InlineData("45\n", 45)]
    [InlineData("", 120)]
    [InlineData("what nobody understands", 120)]
    public void Read_File_SaysWhen(string text, double seconds)
    {
        using var directory = new TemporaryDirectory();
        var path = directory.File("notice");
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, Told.UtcDateTime);

        Assert.Equal(
            new HostNotice { ToldAt = Told, EndsAt = Told.AddSeconds(seconds), Reason = $"the file {path} says so" },
            new NoticeFile(path, NullLogger<NoticeFile>.Instance).Read());
    }
}
