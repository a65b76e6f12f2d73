namespace Krewe.Commands.Terminal;

/// <summary>The control sequences (ECMA-48, and xterm's alternate screen) that the live views send.</summary>
internal static class Ansi
{
    public const string Home = "\e[H";
    public const string ClearScreen = "\e[2J";
    public const string ClearLine = "\e[K";
    public const string ClearBelow = "\e[J";
    public const string HideCursor = "\e[?25l";
    public const string ShowCursor = "\e[?25h";
    public const string EnterAlternate = "\e[?1049h";
    public const string LeaveAlternate = "\e[?1049l";
    public const string Reset = "\e[0m";
    public const string Bold = "\e[1m";
    public const string Dim = "\e[2m";
    public const string Red = "\e[31m";
    public const string Green = "\e[32m";
    public const string Yellow = "\e[33m";
    public const string Cyan = "\e[36m";
}
