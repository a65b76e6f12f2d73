using Krewe.Naming;

namespace Krewe.Abstractions.Tests.Naming;

public sealed class NameRulesTests
{
    private static readonly string Longest = new('a', NameRules.MaxLength);

    public static TheoryData<string?, bool, bool> Names => new()
    {
        // the name, whether a resource may have it, whether a model may
        { null, false, false },
        { "", false, false },
        { "a", true, true },
        { "7", true, true },
        { "A", false, true },
        { "a-b.c", true, true },
        { "a_b", false, true },
        { "-a", false, false },
        { "a-", false, false },
        { ".a", false, false },
        { "a.", false, false },
        { "_a", false, false },
        { "a/b", false, false },
        { "a@b", false, false },
        { "a#b", false, false },
        { "a+b", false, false },
        { "a b", false, false },
        { "a\n", false, false },
        { "ä", false, false },
        { "..", false, false },
        { Longest, true, true },
        { Longest + "a", false, false },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void IsName_Case_AsTheRuleSays(string? name, bool resource, bool model)
    {
        Assert.Equal(resource, NameRules.IsResourceName(name));
        Assert.Equal(model, NameRules.IsModelName(name));
    }

    [Theory]
    [InlineData("", "host")]
    [InlineData("---", "host")]
    [InlineData("Build-Machine.Example", "build-machine.example")]
    [InlineData("my_host", "my-host")]
    [InlineData("-x-", "x")]
    [InlineData("日本", "host")]
    public void NormalizeHost_Case_ValidName(string machine, string expected)
    {
        Assert.Equal(expected, NameRules.NormalizeHost(machine));
        Assert.True(NameRules.IsResourceName(NameRules.NormalizeHost(machine)));
    }

    [Fact]
    public void NormalizeHost_AnyText_ValidName()
    {
        var random = new Random(1);
        for (var round = 0; round < 2_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(100)).Select(_ => (char)random.Next(32, 400))]);
            Assert.True(NameRules.IsResourceName(NameRules.NormalizeHost(text)), text);
        }
    }
}
