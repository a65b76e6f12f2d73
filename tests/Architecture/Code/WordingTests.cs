using Krewe.Architecture.Tests.Support;

namespace Krewe.Architecture.Tests.Code;

public sealed class WordingTests
{
    private static readonly string[] Texts =
        [".cs", ".csproj", ".props", ".targets", ".sln", ".md", ".yaml", ".yml", ".json", ".sh", ".py", ".html", ".js", ".css", ".sql", ".txt", ".editorconfig", ".ci/run"];

    [Fact]
    public void Texts_Everywhere_NameNoPlaceOfOneMachine() =>
        Findings.AssertNone(Repository.Files(Texts)
            .Where(path => !path.EndsWith("/WordingTests.cs", StringComparison.Ordinal))
            .SelectMany(path => WordingRules.Places(path, Repository.Read(path))));

    [Fact]
    public void Tests_OfAllRooms_DoNotSleep() => Findings.AssertNone(Sources.Tests.SelectMany(WordingRules.Sleeps));

    [Fact]
    public void Sources_OfPackages_AreNotNamed() =>
        Findings.AssertNone(Repository.Files("NuGet.config", "nuget.config", "NuGet.Config").Select(path => $"{path}: where packages come from is the machine's affair."));

    [Theory]
    // Cut in two, so that this file does not say what it forbids.
    [InlineData("see /wo" + "rk/notes", 1)]
    [InlineData("/tmp/ba" + "sh_jobs", 1)]
    [InlineData("https://api.nu" + "get.org/v3", 1)]
    [InlineData("at /root/.cache", 1)]
    [InlineData("the path samples/wo" + "rk/x", 0)]
    [InlineData("a/work", 0)]
    [InlineData("/proc/self", 0)]
    [InlineData("http://127.0.0.1:8080/v2", 0)]
    [InlineData("a NuGet package", 0)]
    public void Places_ByExample_Finds(string text, int expected) => Assert.Equal(expected, WordingRules.Places("x", text).Count());

    [Theory]
    [InlineData("Thread.Sleep(1);", 1)]
    [InlineData("await Task.Delay(1);", 1)]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(1), token);", 1)]
    [InlineData("await Task.Delay(delay, token);", 1)]
    [InlineData("await Task.Delay(delay, timeProvider, token);", 0)]
    [InlineData("await Task.Delay(Timeout.Infinite, token);", 0)]
    public void Sleeps_ByExample_Finds(string text, int expected) => Assert.Equal(expected, WordingRules.Sleeps(new SourceFile("x.cs", text)).Count());
}
