namespace Krewe.Commands.Top;

/// <summary>What the keys of the live view do.</summary>
internal static class TopKeys
{
    private const int Page = 10;

    /// <summary>The state after a key; null when it ends the view.</summary>
    public static TopState? Press(TopState state, ConsoleKeyInfo key) => (key.Key, char.ToLowerInvariant(key.KeyChar)) switch
    {
        (ConsoleKey.Q or ConsoleKey.Escape, _) or (_, 'q') => null,
        (ConsoleKey.C, _) when key.Modifiers.HasFlag(ConsoleModifiers.Control) => null,
        (ConsoleKey.S, _) or (_, 's') => state with { Sort = (TopSort)(((int)state.Sort + 1) % Enum.GetValues<TopSort>().Length), Scroll = 0 },
        (ConsoleKey.DownArrow, _) or (_, 'j') => Scroll(state, 1),
        (ConsoleKey.UpArrow, _) or (_, 'k') => Scroll(state, -1),
        (ConsoleKey.PageDown, _) => Scroll(state, Page),
        (ConsoleKey.PageUp, _) => Scroll(state, -Page),
        (ConsoleKey.Home, _) => state with { Scroll = 0 },
        (ConsoleKey.End, _) => Scroll(state, int.MaxValue / 2),
        (ConsoleKey.Spacebar, _) => state with { Paused = !state.Paused },
        _ => state,
    };

    private static TopState Scroll(TopState state, int by) =>
        state with { Scroll = Math.Clamp(state.Scroll + by, 0, Math.Max(0, (state.Now?.Models.Length ?? 0) - 1)) };
}
