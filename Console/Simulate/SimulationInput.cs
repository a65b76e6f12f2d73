using System.Text;
using Krewe.Commands.Application;
using Krewe.Errors;
using Krewe.Planning.Traces;
using Krewe.Specs.Simulations;

namespace Krewe.Commands.Simulate;

/// <summary>Reads the files of a simulation.</summary>
internal static class SimulationInput
{
    /// <summary>Machines or models; null when the file has problems, which are written.</summary>
    public static async Task<SimulationFile?> FileAsync(string file, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var read = SimulationFileReader.Read(await TextAsync(file, surroundings, cancellationToken), file);
        foreach (var problem in read.Problems)
        {
            surroundings.Error.WriteLine(problem.ToString());
        }

        return read.Problems.IsEmpty ? read.File : null;
    }

    /// <summary>A trace.</summary>
    /// <exception cref="KreweException">It cannot be read (KRW2005).</exception>
    public static async Task<RateTrace> TraceAsync(string file, TimeSpan step, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var text = await TextAsync(file, surroundings, cancellationToken);
        try
        {
            return TraceFile.Read(text.ReplaceLineEndings("\n").Split('\n'), file, step.TotalSeconds);
        }
        catch (InvalidDataException exception)
        {
            throw Unusable(exception.Message, file);
        }
    }

    /// <summary>What the files say does not go together.</summary>
    public static KreweException Unusable(string message, string where) =>
        new(new Problem { Code = ErrorCodes.FileUnreadable, Message = message, Where = where, Next = "krewe simulate --help" });

    private static async Task<string> TextAsync(string file, Surroundings surroundings, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString(await InputFiles.ReadAsync(file, surroundings, cancellationToken)).TrimStart('\uFEFF');
}
