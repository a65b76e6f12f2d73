namespace Krewe.Commands.Terminal;

/// <summary>A terminal that a person looks at: its size now, what is shown on it, the keys that were pressed.</summary>
internal interface IScreen
{
    /// <summary>Columns, as they are at this moment.</summary>
    int Width { get; }

    /// <summary>Rows, as they are at this moment.</summary>
    int Height { get; }

    /// <summary>Whether it shows block characters; else pictures are made of ASCII.</summary>
    bool HasUnicode { get; }

    /// <summary>Sends text with its control sequences.</summary>
    void Write(string text);

    /// <summary>The next key that was pressed and not yet read; null when there is none. Does not wait.</summary>
    ConsoleKeyInfo? ReadKey();
}
