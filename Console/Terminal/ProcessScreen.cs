using System.Globalization;

namespace Krewe.Commands.Terminal;

/// <summary>The terminal of this process.</summary>
internal sealed class ProcessScreen(TextWriter output, Func<string, string?> environment) : IScreen
{
    private const int UsualWidth = 80;
    private const int UsualHeight = 24;
    private static readonly string[] Locales = ["LC_ALL", "LC_CTYPE", "LANG"];

    /// <summary>Keys come only from a terminal; a pipe on the standard input is no keyboard.</summary>
    private readonly bool _hasKeys = !Console.IsInputRedirected;

    public int Width => Console.WindowWidth is var width and > 0 ? width : UsualWidth;

    public int Height => Console.WindowHeight is var height and > 0 ? height : UsualHeight;

    /// <summary>As the locale says; Windows' terminals show it.</summary>
    public bool HasUnicode { get; } = OperatingSystem.IsWindows() || IsUtf8(environment);

    public void Write(string text) => output.Write(text);

    public ConsoleKeyInfo? ReadKey() => _hasKeys && Console.KeyAvailable ? Console.ReadKey(intercept: true) : null;

    /// <summary>The first of the three that is set decides, as POSIX has it.</summary>
    private static bool IsUtf8(Func<string, string?> environment)
    {
        var locale = Locales.Select(environment).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";
        return CultureInfo.InvariantCulture.CompareInfo.IndexOf(locale.Replace("-", "", StringComparison.Ordinal), "UTF8", CompareOptions.OrdinalIgnoreCase) >= 0;
    }
}
