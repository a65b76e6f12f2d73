using Krewe.Commands.Application;
using Krewe.Commands.Watching;
using Krewe.Errors;

namespace Krewe.Commands.Output;

/// <summary>Shows a view once, or watches it.</summary>
internal static class Views
{
    public static async Task<int> ShowAsync<T>(Call call, View<T> view, TimeSpan? interval, CancellationToken cancellationToken)
    {
        if (interval is { } every)
        {
            return await new Watcher<T>(call, view, every).WatchAsync(cancellationToken);
        }

        var data = await call.AskAsync(view.What, view.Fetch, cancellationToken);
        Print(call, view, data, call.Surroundings);
        return TellMissing(call) ? ExitCode.Error : view.Exit(data);
    }

    /// <summary>Prints the data as the options say.</summary>
    public static void Print<T>(Call call, View<T> view, T data, Surroundings surroundings)
    {
        if (!StructuredOutput.TryWrite(surroundings.Output, call.Format, data))
        {
            view.Draw(data, surroundings);
        }
    }

    /// <summary>Says who did not answer, so that nobody takes a part for the whole; whether somebody was missing.</summary>
    public static bool TellMissing(Call call)
    {
        var missing = call.TakeMissing();
        if (missing.IsEmpty)
        {
            return false;
        }

        ProblemWriter.Write(call.Surroundings.Error, Missing(missing));
        return true;
    }

    public static Problem Missing(IEnumerable<string> names) => new()
    {
        Code = ErrorCodes.OutcomeUnknown,
        Message = $"this is not all: {string.Join(", ", names)} did not answer in time",
        Next = "repeat it in some seconds; 'krewe silos' shows whether a silo has died",
    };
}
