using System.Collections.Immutable;
using System.Globalization;

namespace Krewe.Planning.Traces;

/// <summary>
/// A trace as lines of text: <c>model,counts</c>, by position, one head line; counts are whole numbers of requests by step, separated by
/// blanks. A shorter line is filled up with 0.
/// </summary>
public static class TraceFile
{
    /// <summary>Reads a trace.</summary>
    /// <param name="lines">The lines, the head line included.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="stepSeconds">Length of a step, in seconds, above 0.</param>
    /// <exception cref="InvalidDataException">Names the line and what would be right.</exception>
    public static RateTrace Read(IEnumerable<string> lines, string name, double stepSeconds = 60)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var (names, counts, number) = (new List<string>(), new List<int[]>(), 0);
        foreach (var line in lines)
        {
            number++;
            if (number == 1 || line.Trim().Length == 0)
            {
                continue;
            }

            var comma = line.IndexOf(',', StringComparison.Ordinal);
            var model = comma < 0 ? "" : line[..comma].Trim();
            if (model.Length == 0 || names.Contains(model))
            {
                throw new InvalidDataException($"{name}, line {number}: expected 'model,counts' with a model that no line before has.");
            }

            names.Add(model);
            counts.Add([.. line[(comma + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text =>
                int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                    ? count
                    : throw new InvalidDataException($"{name}, line {number}: '{text}' is no number of requests; valid: whole numbers from 0, separated by blanks."))]);
        }

        var steps = counts.Count == 0 ? 0 : counts.Max(line => line.Length);
        return steps > 0
            ? new RateTrace([.. names], [.. counts.Select(line => ImmutableArray.Create([.. line, .. new int[steps - line.Length]]))], stepSeconds)
            : throw new InvalidDataException($"{name} has no counts; a trace has a head line and then 'model,counts' for each model.");
    }
}
