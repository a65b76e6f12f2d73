namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>Runs a scenario in the length that the command line asks for.</summary>
internal static class LongForm
{
    public static Task<int> RunAsync(string[] arguments) => Task.FromResult(arguments.Length == 0 ? 1 : 2);
}
