using System.Collections.Immutable;

namespace Krewe.Specs.Yaml.Reading;

/// <summary>A value of a YAML document with its place. <c>Size</c> counts it and everything in it.</summary>
internal abstract record YamlNode(int Line, int Column, int Size)
{
    /// <summary>What it is, for messages.</summary>
    public abstract string Kind { get; }
}

/// <summary>Text, a number, a truth value: whatever is no mapping and no list. Plain means that it is not quoted.</summary>
internal sealed record YamlScalar(int Line, int Column, string Text, bool Plain) : YamlNode(Line, Column, 1)
{
    public override string Kind => IsNull ? "nothing" : $"'{(Text.Length > 60 ? Text[..60] + "..." : Text)}'";

    public bool IsNull => Plain && Text is ("" or "~" or "null" or "Null" or "NULL");
}

/// <summary>A list.</summary>
internal sealed record YamlSequence(int Line, int Column, ImmutableArray<YamlNode> Items)
    : YamlNode(Line, Column, 1 + Items.Sum(item => item.Size))
{
    public override string Kind => "a list";
}

/// <summary>A mapping; keys may occur twice, which its reader refuses.</summary>
internal sealed record YamlMapping(int Line, int Column, ImmutableArray<YamlEntry> Entries)
    : YamlNode(Line, Column, 1 + Entries.Sum(entry => 1 + entry.Value.Size))
{
    public override string Kind => "a mapping";
}

/// <summary>A key with its value.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);
