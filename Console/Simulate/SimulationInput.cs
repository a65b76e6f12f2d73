using System.Text;
using Krewe.Commands.Application;
using Krewe.Commands.Apply;
using Krewe.Errors;
using Krewe.Naming;
using Krewe.Planning.Traces;
using Krewe.Specs;
using Krewe.Specs.Simulations;

namespace Krewe.Commands.Simulate;

/// <summary>Reads the files of a simulation.</summary>
internal static class SimulationInput
{
    /// <summary>Machines or models; null when the file has problems, which are written.</summary>
    public static async Task<SimulationFile?> FileAsync(string file, Surroundings surroundings, CancellationToken cancellationToken, IReadOnlyDictionary<string, ModelSpec>? specs = null)
    {
        var read = SimulationFileReader.Read(await TextAsync(file, surroundings, cancellationToken), file, specs);
        foreach (var problem in read.Problems)
        {
            surroundings.Error.WriteLine(problem.ToString());
        }

        return read.Problems.IsEmpty ? read.File : null;
    }

    /// <summary>Specs as they are applied, by the names of their models, with a word on what is not simulated; null when the file has problems, which are written.</summary>
    /// <exception cref="KreweException">It cannot be read, or two models have one name (KRW2005).</exception>
    public static async Task<IReadOnlyDictionary<string, ModelSpec>?> SpecsAsync(string file, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var read = (await SpecFile.LoadAsync(file, surroundings, cancellationToken)).Read(NameRules.DefaultRegion);
        foreach (var problem in read.Problems)
        {
            surroundings.Error.WriteLine(problem.ToString());
        }

        if (!read.IsValid)
        {
            return null;
        }

        if (read.Models.GroupBy(model => model.Name, StringComparer.Ordinal).FirstOrDefault(named => named.Count() > 1) is { } twice)
        {
            throw Unusable($"{string.Join(" and ", twice.Select(model => model.GetKey()))} have one name, by which models of a simulation are told apart; valid: one of them", file);
        }

        foreach (var model in read.Models)
        {
            if (SimulatedSpecs.NotHeeded(model) is { Count: > 0 } keys)
            {
                surroundings.Error.WriteLine($"{model.Name}: not simulated of its spec: {string.Join(", ", keys)}");
            }
        }

        return read.Models.ToDictionary(model => model.Name, StringComparer.Ordinal);
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
