using System.Collections.Immutable;
using Krewe.Specs.Yaml;

namespace Krewe.Specs.Tests.Yaml;

public sealed class SpecDiffTests
{
    private static readonly ModelSpec Base = new()
    {
        Name = "digits",
        Backend = new BackendSpec
        {
            Command = "dotnet",
            Arguments = ["a"],
            Environment = ImmutableDictionary<string, string>.Empty.Add("A", "1").Add("B", "2"),
        },
    };

    [Fact]
    public void Compare_Equal_IsEmpty() => Assert.Empty(SpecDiff.Compare(Base, Base with { Backend = Base.Backend with { } }));

    [Fact]
    public void Compare_Changes_NamesEachKeyWithBothValues()
    {
        var next = Base with
        {
            Replicas = 3,
            Timeout = TimeSpan.FromMilliseconds(1_500),
            Resources = Base.Resources with { MemoryBytes = 1L << 30 },
            Backend = Base.Backend with
            {
                Arguments = ["a", "{port}"],
                Environment = Base.Backend.Environment.Remove("A").SetItem("B", "3").Add("C", ""),
                ModelName = "m",
            },
        };

        Assert.Equal<SpecChange>(
            [
                new SpecChange("replicas", "1", "3"),
                new SpecChange("timeout", "30s", "1500ms"),
                new SpecChange("resources.memory", "256MiB", "1GiB"),
                new SpecChange("backend.arguments", "[a]", "[a, \"{port}\"]"),
                new SpecChange("backend.environment.A", "\"1\"", null),
                new SpecChange("backend.environment.B", "\"2\"", "\"3\""),
                new SpecChange("backend.environment.C", null, "\"\""),
                new SpecChange("backend.model", null, "m"),
            ],
            SpecDiff.Compare(Base, next));
    }

    [Fact]
    public void Compare_WithNothing_NamesWhatIsNotDefault() =>
        Assert.Equal(
            ["name", "backend.command", "backend.arguments", "backend.environment.A", "backend.environment.B"],
            SpecDiff.Compare(null, Base).Select(change => change.Key));

    [Fact]
    public void Compare_AnyTwoSpecs_IsEmptyExactlyWhenEqual()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var (left, right) = (new SpecGenerator(seed).Next(), new SpecGenerator(seed / 2).Next());
            Assert.Equal(left == right, SpecDiff.Compare(left, right).IsEmpty);
        }
    }
}
