using System.Text;
using Krewe.Commands.Terminal;

namespace Krewe.Commands.Tests;

/// <summary>A terminal in memory: keeps what was sent, and gives the keys of its script one after the other.</summary>
internal sealed class FakeScreen : IScreen
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly Queue<ConsoleKeyInfo> _keys = new();

    public int Width { get; set; } = 100;

    public int Height { get; set; } = 30;

    public bool HasUnicode { get; init; } = true;

    /// <summary>Called after each write, with all that was sent.</summary>
    public Action<FakeScreen, string>? Written { get; init; }

    public string Text
    {
        get
        {
            lock (_gate)
            {
                return _text.ToString();
            }
        }
    }

    public static ConsoleKeyInfo Key(char key) => new(key, char.IsAsciiLetter(key) ? Enum.Parse<ConsoleKey>(char.ToUpperInvariant(key).ToString()) : default, false, false, false);

    public void Press(ConsoleKeyInfo key)
    {
        lock (_gate)
        {
            _keys.Enqueue(key);
        }
    }

    public void Write(string text)
    {
        lock (_gate)
        {
            _text.Append(text);
        }

        Written?.Invoke(this, text);
    }

    public ConsoleKeyInfo? ReadKey()
    {
        lock (_gate)
        {
            return _keys.TryDequeue(out var key) ? key : null;
        }
    }
}
