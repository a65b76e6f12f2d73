using Krewe.Backends;
using Krewe.Commands.Application;
using Krewe.Commands.Output;
using Krewe.Errors;

namespace Krewe.Commands.Logs;

/// <summary>Asks for the lines of one replica, and for those that come.</summary>
internal sealed class LogFollower(Call call, ModelName name, int? replica)
{
    private const int MostLines = 5_000;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public Task<LogPage> ReadAsync(long? after, int? lines, CancellationToken cancellationToken) => call.AskAsync(
        "the log of " + name,
        limited => call.Silo.GetLogsAsync(name.Tenant, name.Model, name.Region, replica, after, lines, limited),
        cancellationToken);

    /// <summary>Until the user ends it, which is no error. A silo that is away for a while is waited for, and that is said once.</summary>
    public async Task<int> FollowAsync(long last, Action<LogPage> print, CancellationToken cancellationToken)
    {
        var away = false;
        while (true)
        {
            try
            {
                await Task.Delay(Interval, call.Surroundings.Time, cancellationToken);
                var page = await ReadAsync(last, MostLines, cancellationToken);
                if (page.Last < last)
                {
                    // The silo or the replica began again, and with it the numbers.
                    page = await ReadAsync(after: 0, MostLines, cancellationToken) with { Missed = 0 };
                }

                print(page);
                (last, away) = (page.Last, false);
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
        }
    }
}
