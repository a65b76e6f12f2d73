using System.Text;
using Krewe.Specs.Yaml;

namespace Krewe.Specs.Tests.Yaml;

/// <summary>Text made to exhaust the reader, and text that is nothing in particular.</summary>
public sealed class SpecReaderLimitTests
{
    private const string Model = "kind: model\nname: a\nbackend: {url: 'http://h:1'}\n";

    [Fact]
    public void Read_AliasesOfAliases_AreCountedWithWhatTheyRepeat()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [").AppendJoin(", ", Enumerable.Repeat($"*a{i - 1}", 9)).Append("]\n");
        }

        AssertRefused(text.ToString(), "20000 values");
    }

    [Theory]
    [InlineData(17)]
    [InlineData(100_000)]
    public void Read_DeepNesting_IsRefused(int depth) => AssertRefused("a: " + new string('[', depth), "levels deep");

    [Fact]
    public void Read_TooManyValues_IsRefused() =>
        AssertRefused("a: [" + string.Join(",", Enumerable.Repeat("b", SpecLimits.MaxNodes)) + "]", "20000 values");

    [Fact]
    public void Read_TooManyDocuments_IsRefused() =>
        AssertRefused(string.Concat(Enumerable.Repeat("---\n~\n", SpecLimits.MaxDocuments + 1)), "1000 documents");

    [Fact]
    public void Read_TooLong_IsRefused() => AssertRefused(Model + new string('#', SpecLimits.MaxCharacters), "characters");

    [Fact]
    public void Read_MutilatedText_NeverThrows()
    {
        const string Alphabet = "abk:-[]{}\"'#&*!|>%@`?,\\ \n\t~0\0\u00e9\ufeff\ud83d";
        var random = new Random(20_261_122);
        for (var round = 0; round < 3_000; round++)
        {
            var text = new StringBuilder(Model);
            for (var edits = random.Next(1, 8); edits > 0; edits--)
            {
                text.Insert(random.Next(text.Length), Alphabet[random.Next(Alphabet.Length)]);
                text.Remove(random.Next(text.Length), random.Next(2));
            }

            var result = SpecReader.Read(text.ToString(), "fuzz.yaml", "/base");

            Assert.True(result.IsValid == (result.Models.Length > 0) || result.Problems.Length > 0, $"round {round}: {text}");
            Assert.All(result.Problems, problem => Assert.True(problem.Line > 0 && problem.Column > 0 && problem.Message.Length > 0));
        }
    }

    private static void AssertRefused(string text, string because)
    {
        var problem = SpecReader.Read(text, "big.yaml", "/base").Problems[^1];
        Assert.Equal("KRW2003", problem.Code);
        Assert.Contains(because, problem.Message, StringComparison.Ordinal);
    }
}
