namespace Krewe.Specs.Yaml.Reading;

/// <summary>Text, a number, a truth value: whatever is no mapping and no list. Plain means that it is not quoted.</summary>
internal sealed record YamlScalar(int Line, int Column, string Text, bool Plain) : YamlNode(Line, Column, 1)
{
    public override string Kind => IsNull ? "nothing" : $"'{(Text.Length > 60 ? Text[..60] + "..." : Text)}'";

    public bool IsNull => Plain && Text is ("" or "~" or "null" or "Null" or "NULL");
}
