using System.Globalization;
using Krewe.Commands.Application;
using Krewe.Commands.Output;
using Krewe.Errors;
using Krewe.Events;

namespace Krewe.Commands.Events;

/// <summary>Prints the newest events and then those that come, over breaks of the connection.</summary>
internal sealed class EventFollower(Call call, EventFilter filter, EventWriter writer)
{
    private const int PageSize = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Until the user ends it, which is no error. The first answer must come.</summary>
    public async Task<int> FollowAsync(int? limit, CancellationToken cancellationToken)
    {
        var cursor = await ReadAsync(after: null, limit, cancellationToken);
        var away = false;
        while (true)
        {
            try
            {
                await foreach (var followed in call.Silo.FollowEventsAsync(filter, cursor, cancellationToken))
                {
                    writer.Write(followed.Event);
                    (cursor, away) = (followed.Cursor.Length > 0 ? followed.Cursor : cursor, false);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return ExitCode.Done;
            }
            catch (KreweException exception) when (Call.IsTransient(exception.Problem))
            {
                if (!away)
                {
                    ProblemWriter.Write(call.Surroundings.Error, exception.Problem);
                }

                away = true;
            }

            await Task.Delay(Pause, call.Surroundings.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                return ExitCode.Done;
            }
        }
    }

    /// <summary>Prints a page; where it ends.</summary>
    private async Task<string> ReadAsync(string? after, int? limit, CancellationToken cancellationToken)
    {
        var page = await call.AskAsync("the events", limited => call.Silo.GetEventsAsync(filter, after, limit ?? (after is null ? null : PageSize), limited), cancellationToken);
        if (page.Missed > 0)
        {
            call.Surroundings.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{page.Missed} events are no longer kept and are left out"));
        }

        Views.TellMissing(call);
        foreach (var happened in page.Events)
        {
            writer.Write(happened);
        }

        return page.Last;
    }
}
