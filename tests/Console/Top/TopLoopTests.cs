using System.Runtime.CompilerServices;
using Krewe.Client.Admin;
using Krewe.Commands.Terminal;
using Krewe.Commands.Top;
using Krewe.Errors;

namespace Krewe.Commands.Tests.Top;

public sealed class TopLoopTests
{
    [Fact]
    public async Task Run_SecondsAndKeys_PaintsAndGivesTheTerminalBack()
    {
        var screen = new FakeScreen { Written = (self, text) => QuitWhen(self, text, "09:30:03Z") };

        var exit = await new TopLoop(Feed(1, 2, 3), screen, new JumpingTime(), color: false).RunAsync(default);

        Assert.Equal(0, exit);
        Assert.StartsWith(Ansi.EnterAlternate + Ansi.HideCursor, screen.Text, StringComparison.Ordinal);
        Assert.EndsWith(Ansi.ShowCursor + Ansi.LeaveAlternate, screen.Text, StringComparison.Ordinal);
        Assert.Contains("host-a/GPU-6f1c", screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Ansi.Green, screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TerminalIsResized_PaintsForTheNewSize()
    {
        var screen = new FakeScreen
        {
            Width = 100,
            Height = 30,
            Written = (self, text) =>
            {
                (self.Width, self.Height) = text.Contains("CLASS", StringComparison.Ordinal) ? (50, 12) : (self.Width, self.Height);
                QuitWhen(self, text, self.Width == 50 && !text.Contains("CLASS", StringComparison.Ordinal) ? "DEVICE" : "never");
            },
        };

        await new TopLoop(Feed(1), screen, new JumpingTime(), color: true).RunAsync(default);

        var frame = screen.Text[screen.Text.LastIndexOf(Ansi.ClearScreen, StringComparison.Ordinal)..];
        Assert.Equal(12, frame.Split("\r\n").Length);
    }

    [Fact]
    public async Task Run_StreamBreaks_SaysSoAndGoesOn()
    {
        var calls = 0;
        async IAsyncEnumerable<LiveEvent> Breaking(TopState known, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            var call = ++calls;
            Assert.Equal(call > 1, known.Now is not null);
            if (call == 2)
            {
                throw new KreweException(ErrorCodes.SiloUnreachable, "no silo answers");
            }

            yield return new LiveEvent { Live = SampleCluster.Live(Second(call)) };
        }

        var screen = new FakeScreen { Written = (self, text) => QuitWhen(self, text, "09:30:05Z") };

        await new TopLoop(Breaking, screen, new JumpingTime(), color: false).RunAsync(default);

        Assert.True(calls >= 4);
    }

    [Fact]
    public async Task Run_FirstEventIsAnError_IsThrownAndTheTerminalGivenBack()
    {
        static async IAsyncEnumerable<LiveEvent> Refusing(TopState known, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            yield return known.Now is null ? throw new KreweException(ErrorCodes.SiloUnreachable, "no silo answers") : new LiveEvent();
        }

        var screen = new FakeScreen();

        var problem = await Assert.ThrowsAsync<KreweException>(() => new TopLoop(Refusing, screen, new JumpingTime(), color: false).RunAsync(default));

        Assert.Equal(ErrorCodes.SiloUnreachable, problem.Problem.Code);
        Assert.EndsWith(Ansi.LeaveAlternate, screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_CtrlC_EndsWithNothingWrong()
    {
        using var end = new CancellationTokenSource();
        var screen = new FakeScreen { Written = (_, text) => CancelWhen(end, text) };

        Assert.Equal(0, await new TopLoop(Feed(1, 2), screen, new JumpingTime(), color: false).RunAsync(end.Token));
    }

    [Fact]
    public async Task Run_Pause_StandsStillWhileSecondsCome()
    {
        var screen = new FakeScreen
        {
            Written = (self, text) =>
            {
                if (text.Contains("09:30:01Z", StringComparison.Ordinal) && !text.Contains("paused", StringComparison.Ordinal))
                {
                    self.Press(new ConsoleKeyInfo(' ', ConsoleKey.Spacebar, false, false, false));
                    self.Press(FakeScreen.Key('s'));
                }

                QuitWhen(self, text, "paused");
            },
        };

        await new TopLoop(Feed(1), screen, new JumpingTime(), color: false).RunAsync(default);

        Assert.Contains("sort: queue", screen.Text, StringComparison.Ordinal);
    }

    private static long Second(int after) => Samples.Start.ToUnixTimeSeconds() + after - 1;

    private static void CancelWhen(CancellationTokenSource end, string text)
    {
        if (text.Contains("DEVICE", StringComparison.Ordinal))
        {
            end.Cancel();
        }
    }

    private static void QuitWhen(FakeScreen screen, string text, string shown)
    {
        if (text.Contains(shown, StringComparison.Ordinal))
        {
            screen.Press(FakeScreen.Key('q'));
        }
    }

    /// <summary>Those seconds, and then none until the end.</summary>
    private static Func<TopState, CancellationToken, IAsyncEnumerable<LiveEvent>> Feed(params int[] seconds)
    {
        async IAsyncEnumerable<LiveEvent> Tell(TopState known, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            foreach (var second in seconds)
            {
                yield return new LiveEvent { Live = SampleCluster.Live(Second(second)) };
            }

            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return Tell;
    }
}
