using System.Globalization;
using System.Text.RegularExpressions;
using Krewe.Silo.Tests.Admin;

namespace Krewe.Silo.Tests.Web;

/// <summary>The contrast of every colour upon what it stands on (WCAG 2.2: 1.4.3 for text, 1.4.11 for graphics and borders of controls).</summary>
public sealed partial class PaletteTests
{
    private const double Text = 4.5;
    private const double Graphics = 3;

    private static readonly (string Upper, string Ground, double Least)[] Pairs =
    [
        .. from text in new[] { "text", "quiet", "accent", "good", "warn", "bad" }
           from ground in new[] { "ground", "card", "raised" }
           select (text, ground, Text),
        ("on-accent", "accent", Text),
        .. from line in new[] { "one", "two", "three", "four", "five", "six", "edge", "fill", "warn" }
           select (line, "card", Graphics),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Palette_WhatIsRead_StandsOutFromItsGround(bool dark)
    {
        var colours = await ReadAsync(dark);
        var wrong = Pairs
            .Select(pair => (pair, Ratio: Contrast(colours[pair.Upper], colours[pair.Ground])))
            .Where(one => one.Ratio < one.pair.Least)
            .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.pair.Upper} on {one.pair.Ground}: {one.Ratio:0.00}, at least {one.pair.Least}"));

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Palette_BothSchemes_HaveTheSameNames() =>
        Assert.Equal((await ReadAsync(dark: false)).Keys.Order(), (await ReadAsync(dark: true)).Keys.Order());

    [Fact]
    public async Task Styles_Colours_AreOfThePalette()
    {
        await using var server = await AdminServer.StartAsync();
        foreach (var file in new[] { "/page/page.css", "/page/parts.css" })
        {
            Assert.DoesNotMatch(@"#[0-9a-fA-F]{3,8}\b", (await server.Client.GetStringAsync(file)).Replace("#silo", "", StringComparison.Ordinal));
        }
    }

    /// <summary>Of a black upon white it is 21 (WCAG 2.2, definition of contrast ratio).</summary>
    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#777777", "#ffffff", 4.48)]
    public void Contrast_OfKnownPairs_IsTheKnownOne(string one, string other, double expected) => Assert.Equal(expected, Contrast(one, other), 2);

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }

    private static async Task<Dictionary<string, string>> ReadAsync(bool dark)
    {
        await using var server = await AdminServer.StartAsync();
        var parts = (await server.Client.GetStringAsync("/page/palette.css")).Split("@media (prefers-color-scheme: dark)");
        Assert.Equal(2, parts.Length);
        return Colour().Matches(parts[dark ? 1 : 0]).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
    }

    [GeneratedRegex("--([a-z-]+): (#[0-9a-f]{6});")]
    private static partial Regex Colour();
}
