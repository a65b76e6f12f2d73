using System.Globalization;
using System.Text;
using Krewe.Scheduling.Placement.Exact;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Solving;

/// <summary>A problem as an integer program in the LP format of CPLEX, which GLPK, CBC and others read: to check the solver against others.</summary>
public static class IntegerProgram
{
    /// <summary>Writes it.</summary>
    /// <param name="problem">A small problem.</param>
    /// <returns>The program, and what its optimum has to be raised by to be the objective of the problem.</returns>
    /// <exception cref="ArgumentException">The problem is invalid, or too large to be written.</exception>
    public static (string Program, double Constant) Write(FleetProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var model = new ExactModel(new CompiledFleet(problem));
        if (model.TooLarge)
        {
            throw new ArgumentException("The problem is too large to be written as an integer program.", nameof(problem));
        }

        var program = model.Program;
        var text = new StringBuilder("Minimize\n obj:");
        var rows = Enumerable.Range(0, program.Rows).Select(row => new StringBuilder($" r{row}:")).ToArray();
        var (bounds, whole) = (new StringBuilder(), new StringBuilder());
        for (var column = 0; column < program.Columns; column++)
        {
            text.Append(Term(program.CostOf(column) / FleetUnits.Scale, column));
            foreach (var (row, value) in program.Column(column))
            {
                rows[row].Append(Term(value, column));
            }

            bounds.Append(CultureInfo.InvariantCulture, $" 0 <= x{column} <= {program.UpperOf(column):R}\n");
            whole.Append(program.IsWhole(column) ? $" x{column}\n" : "");
        }

        text.Append("\nSubject To\n");
        for (var row = 0; row < rows.Length; row++)
        {
            text.Append(rows[row]).Append(CultureInfo.InvariantCulture, $" <= {program.LimitOf(row):R}\n");
        }

        // A row that always holds, for readers that want one.
        text.Append(program.Columns > 0 && rows.Length == 0 ? " r0: x0 >= 0\n" : "");
        return ($"{text}Bounds\n{bounds}Generals\n{whole}End\n", (double)model.Constant / FleetUnits.Scale);
    }

    /// <summary>Lines of that format are short.</summary>
    private static string Term(double value, int column) => string.Create(CultureInfo.InvariantCulture, $"\n {(value < 0 ? "-" : "+")} {Math.Abs(value):R} x{column}");
}
