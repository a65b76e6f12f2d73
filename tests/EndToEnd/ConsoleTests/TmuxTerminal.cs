using System.Globalization;
using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>A terminal of tmux, with a server of its own that ends with it.</summary>
internal sealed class TmuxTerminal : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly string _socket;

    private TmuxTerminal(string socket) => _socket = socket;

    /// <summary>Runs a command line of the shell in it; the shell stays afterwards.</summary>
    public static async Task<TmuxTerminal> StartAsync(string directory, int width, int height, string command)
    {
        var terminal = new TmuxTerminal(Path.Combine(directory, "tmux"));
        await terminal.RunAsync("-f", "/dev/null", "new-session", "-d", "-x", Text(width), "-y", Text(height), $"LC_ALL=C.UTF-8 {command}; echo \"ended with $?\"; exec cat");
        return terminal;
    }

    /// <summary>The rows of the screen, once they are as wanted.</summary>
    public async Task<string[]> WaitForAsync(Func<string[], bool> fits)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var rows = (await RunAsync("capture-pane", "-p")).Split('\n');
            if (fits(rows))
            {
                return rows;
            }

            Assert.False(patience.IsCancellationRequested, string.Join('\n', rows));
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    public Task PressAsync(string key) => RunAsync("send-keys", key);

    public Task ResizeAsync(int width, int height) => RunAsync("resize-window", "-x", Text(width), "-y", Text(height));

    public async ValueTask DisposeAsync() => await RunAsync("kill-server");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<string> RunAsync(params string[] arguments)
    {
        await using var tmux = RunningProgram.Start("tmux", ["-u", "-S", _socket, .. arguments]);
        await tmux.WaitForExitAsync(Patience);
        return string.Join('\n', tmux.Output);
    }
}
