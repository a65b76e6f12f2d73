using System.Globalization;
using Krewe.Commands.Application;
using Krewe.Commands.Output;
using Krewe.Errors;
using Krewe.Specs;

namespace Krewe.Commands.Apply;

/// <summary>Says of each model whether it is as it was told to be.</summary>
internal static class Conclusion
{
    /// <summary>The exit code: 2 when a model is refused or not ready in time.</summary>
    public static int Tell(IReadOnlyList<AppliedModel> models, TimeSpan patience, OutputFormat format, Surroundings surroundings)
    {
        var exit = ExitCode.Done;
        foreach (var model in models)
        {
            if (model.Complete)
            {
                if (format.IsForPeople())
                {
                    surroundings.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model.Model} ready, {model.Ready} of {model.Wanted} replicas"));
                }

                continue;
            }

            if (model.Problem is null && patience <= TimeSpan.Zero)
            {
                continue;
            }

            exit = ExitCode.Refused;
            surroundings.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model.Model} is not ready: {model.Ready} of {model.Wanted} replicas"));
            ProblemWriter.Write(surroundings.Error, model.Problem ?? NotInTime(patience, model.Model), "  ");
        }

        return exit;
    }

    private static Problem NotInTime(TimeSpan patience, string model) => new()
    {
        Code = ErrorCodes.ModelNotReady,
        Message = $"its replicas did not become ready within {SpecUnits.FormatDuration(patience)}, and nothing was refused",
        Next = $"krewe explain {model}, or wait longer (--wait)",
    };
}
