namespace Krewe.Architecture.Tests.Support;

/// <summary>What a rule found, each a sentence; a test fails with all of them at once.</summary>
internal static class Findings
{
    internal static void AssertNone(IEnumerable<string> findings)
    {
        var all = findings.ToArray();
        Assert.True(all.Length == 0, $"{all.Length} found:{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }
}
