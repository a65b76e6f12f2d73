using Krewe.Errors;

namespace Krewe.Commands.Output;

/// <summary>Problems as lines: the code first, then every reason, then what to do next.</summary>
internal static class ProblemWriter
{
    public static void Write(TextWriter error, Problem problem, string indent = "")
    {
        error.WriteLine(indent + problem);
        foreach (var reason in problem.Reasons)
        {
            error.WriteLine($"{indent}  - {reason}");
        }

        if (problem.Next is { } next)
        {
            error.WriteLine($"{indent}  next: {next}");
        }
    }
}
