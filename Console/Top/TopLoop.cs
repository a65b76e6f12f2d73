using System.Threading.Channels;
using Krewe.Client.Admin;
using Krewe.Commands.Application;
using Krewe.Commands.Terminal;
using Krewe.Errors;

namespace Krewe.Commands.Top;

/// <summary>
/// Drives the live view on a terminal: takes events and keys, and paints when something is another, also the terminal's size. The
/// terminal is given back as it was, whatever ends the view.
/// </summary>
internal sealed class TopLoop(Func<TopState, CancellationToken, IAsyncEnumerable<LiveEvent>> feed, IScreen screen, TimeProvider time, bool color)
{
    /// <summary>Between looks at the keyboard and the size.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    /// <summary>Before the silo is asked again after a break.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Pictures _pictures = screen.HasUnicode ? Pictures.Unicode : Pictures.Ascii;

    // The feed writes, the loop reads; the state belongs to the loop alone.
    private readonly Channel<Func<TopState, TopState>> _changes = Channel.CreateUnbounded<Func<TopState, TopState>>(new UnboundedChannelOptions { SingleReader = true });
    private TopState _state = new();

    /// <summary>What was known when the user let it stand still.</summary>
    private TopState? _held;

    /// <summary>Until the user ends it. The first event must come, else why is thrown.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadAsync(end.Token);
        screen.Write(Ansi.EnterAlternate + Ansi.HideCursor + Ansi.ClearScreen);
        try
        {
            await ShowAsync(reading, end.Token);
        }
        finally
        {
            screen.Write(Ansi.ShowCursor + Ansi.LeaveAlternate);
            await end.CancelAsync();
        }

        await reading;
        return ExitCode.Done;
    }

    private async Task ShowAsync(Task reading, CancellationToken cancellationToken)
    {
        (TopState? State, int Width, int Height) painted = (null, 0, 0);
        while (!cancellationToken.IsCancellationRequested && !reading.IsCompleted)
        {
            while (_changes.Reader.TryRead(out var change))
            {
                _state = change(_state);
            }

            while (screen.ReadKey() is { } key)
            {
                if (TopKeys.Press(_state, key) is not { } next)
                {
                    return;
                }

                _held = next.Paused ? _held ?? _state : null;
                _state = next;
            }

            var now = (State: Shown(), screen.Width, screen.Height);
            if (now.State != painted.State || now.Width != painted.Width || now.Height != painted.Height)
            {
                Paint(now.State, now.Width, now.Height, clear: now.Width != painted.Width || now.Height != painted.Height);
                painted = now;
            }

            await Task.Delay(Glance, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What stands still is still sorted and scrolled.</summary>
    private TopState Shown() => _held is { } held ? _state with { Now = held.Now, Series = held.Series, Cluster = held.Cluster } : _state;

    private void Paint(TopState state, int width, int height, bool clear)
    {
        var lines = TopFrame.Render(state, width, height, _pictures);
        var text = lines.Select(line => (color ? line.Paint() : line.ToString()) + Ansi.ClearLine);
        screen.Write((clear ? Ansi.ClearScreen : "") + Ansi.Home + string.Join("\r\n", text));
    }

    /// <summary>Reads the stream, over breaks; ends with what cannot be got over.</summary>
    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var known = new TopState();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var happened in feed(known, cancellationToken).WithCancellation(cancellationToken))
                {
                    known = Take(known, happened);
                    _changes.Writer.TryWrite(state => Take(state, happened));
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (KreweException exception) when (known.Now is not null && Call.IsTransient(exception.Problem))
            {
                _changes.Writer.TryWrite(state => state with { Problem = exception.Problem });
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal static TopState Take(TopState state, LiveEvent happened) => happened switch
    {
        { Live: { } live } => state.With(live),
        { History: { } history } => state.With(history),
        { Cluster: { } cluster } => state with { Cluster = cluster },
        _ => state,
    };
}
