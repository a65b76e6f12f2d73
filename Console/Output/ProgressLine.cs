using System.Globalization;
using Krewe.Commands.Application;
using Krewe.Commands.Terminal;

namespace Krewe.Commands.Output;

/// <summary>Tells on the standard error what is waited for once it takes over a second: in place in a terminal, else as few lines.</summary>
internal static class ProgressLine
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    /// <summary>Where no line can be written over, further ones come this much later each.</summary>
    private const int Slower = 5;

    public static async Task<T> WhileAsync<T>(Task<T> work, string what, Surroundings surroundings)
    {
        if (work.IsCompleted)
        {
            return await work;
        }

        using var done = new CancellationTokenSource();
        var telling = TellAsync(what, surroundings, done.Token);
        try
        {
            return await work;
        }
        finally
        {
            await done.CancelAsync();
            await telling;
        }
    }

    private static async Task TellAsync(string what, Surroundings surroundings, CancellationToken done)
    {
        var start = surroundings.PatienceTime.GetTimestamp();
        var pause = Silence;
        var told = false;
        while (true)
        {
            await Task.Delay(pause, surroundings.PatienceTime, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (done.IsCancellationRequested)
            {
                break;
            }

            var seconds = surroundings.PatienceTime.GetElapsedTime(start).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            if (surroundings.IsErrorTerminal)
            {
                surroundings.Error.Write($"\r{what}, {seconds} s{Ansi.ClearLine}");
            }
            else
            {
                surroundings.Error.WriteLine($"{what}, {seconds} s");
                pause *= Slower;
            }

            told = true;
        }

        if (told && surroundings.IsErrorTerminal)
        {
            surroundings.Error.Write("\r" + Ansi.ClearLine);
        }
    }
}
