using System.Globalization;

namespace Krewe.Testing.Simulation;

/// <summary>The seeds that a simulation test tries, and how one of them is tried again.</summary>
public static class SimulationSeed
{
    /// <summary>The environment variable that names the only seed to try.</summary>
    public const string Variable = "KREWE_SEED";

    /// <summary>The seed that the environment names, or those from <paramref name="first"/> on.</summary>
    public static IEnumerable<int> Choose(int first, int count) =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? [int.Parse(named, CultureInfo.InvariantCulture)]
            : Enumerable.Range(first, count);

    /// <summary>The command that replays a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="test">The test's full name, or a part of it.</param>
    public static string ReplayCommand(int seed, string test) =>
        string.Create(CultureInfo.InvariantCulture, $"{Variable}={seed} dotnet test tests/Simulation --filter FullyQualifiedName~{test}");
}
