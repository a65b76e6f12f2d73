using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Bench.SolverGap;

/// <summary>A solver of Debian (glpk-utils, coinor-cbc) that is given the same integer program as a file.</summary>
internal sealed class OtherSolver(string name)
{
    public string Name => name;

    public static ImmutableArray<OtherSolver> Installed(IEnumerable<string> names) =>
    [
        .. names.Where(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, name)))).Select(name => new OtherSolver(name)),
    ];

    /// <returns>The optimum that it claims; not a number where it claims none.</returns>
    public double Optimum(FleetProblem problem)
    {
        var (model, answer) = (Path.GetTempFileName(), Path.GetTempFileName());
        try
        {
            var (program, constant) = IntegerProgram.Write(problem);
            File.WriteAllText(model, program);
            var arguments = name == "cbc"
                ? new[] { model, "-ratioGap", "0", "-allowableGap", "0", "-integerTolerance", "1e-9", "-seconds", "60", "-solve", "-solution", answer }
                : ["--lp", model, "-o", answer, "--tmlim", "60", "--mipgap", "0"];
            var start = new ProcessStartInfo(name, name == "cbc" ? ["-import", .. arguments] : arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            errors.Wait();
            return constant + Claimed(File.ReadAllLines(answer));
        }
        finally
        {
            File.Delete(model);
            File.Delete(answer);
        }
    }

    /// <summary>cbc: "Optimal - objective value 123"; glpsol: "Status: INTEGER OPTIMAL" and "Objective: obj = 123 (MINimum)".</summary>
    private static double Claimed(string[] lines)
    {
        if (lines.FirstOrDefault() is { } first && first.StartsWith("Optimal", StringComparison.Ordinal))
        {
            return Number(first.Split(' ')[^1]);
        }

        var optimal = lines.Any(line => line.StartsWith("Status:", StringComparison.Ordinal) && line.Contains("OPTIMAL", StringComparison.Ordinal));
        var value = lines.FirstOrDefault(line => line.StartsWith("Objective:", StringComparison.Ordinal))?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return optimal && value is not null ? Number(value[^2]) : double.NaN;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
