namespace Krewe.Specs.Yaml.Reading;

/// <summary>The text cannot be read further. Caught by the reader of the file; never leaves this room.</summary>
internal sealed class YamlProblemException(int line, int column, string message) : Exception(message)
{
    public int Line { get; } = line;

    public int Column { get; } = column;
}
