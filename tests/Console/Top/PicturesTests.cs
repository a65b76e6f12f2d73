using Krewe.Commands.Top;

namespace Krewe.Commands.Tests.Top;

public sealed class PicturesTests
{
    [Theory]
    [InlineData(0.0, "░░░░")]
    [InlineData(1.0, "████")]
    [InlineData(0.5, "██░░")]
    [InlineData(0.001, "▏░░░")]
    [InlineData(0.53125, "██▏░")]
    [InlineData(7.0, "████")]
    [InlineData(-1.0, "░░░░")]
    [InlineData(null, "    ")]
    public void Bar_Share_IsDrawn(double? share, string bar) => Assert.Equal(bar, Pictures.Unicode.Bar(share, 4));

    [Theory]
    [InlineData(0.5, "##--")]
    [InlineData(0.01, "#---")]
    public void Bar_Ascii_IsDrawn(double share, string bar) => Assert.Equal(bar, Pictures.Ascii.Bar(share, 4));

    [Fact]
    public void Sparkline_NewestAtTheRight_HighestIsFull() => Assert.Equal("  ▁▂█ ▅", Pictures.Unicode.Sparkline([0, 1, 100, null, 50], 7));

    [Fact]
    public void Sparkline_MoreThanFits_ScalesToWhatIsShown() => Assert.Equal("▅█", Pictures.Unicode.Sparkline([900, 1, 2], 2));

    [Fact]
    public void Sparkline_NothingHappened_IsFlat() => Assert.Equal("▁▁", Pictures.Unicode.Sparkline([0, 0], 2));

    [Fact]
    public void NoRoom_NoPicture() => Assert.Equal(("", ""), (Pictures.Unicode.Bar(1, 0), Pictures.Unicode.Sparkline([1], -1)));
}
