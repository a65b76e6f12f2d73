using Krewe.Commands.Application;

namespace Krewe.Commands;

internal static class Program
{
    private static Task<int> Main(string[] args) => KreweConsole.RunAsync(args, Surroundings.OfThisProcess());
}
