using System.Collections.Immutable;

namespace Krewe.Specs.Yaml.Reading;

/// <summary>A mapping; keys may occur twice, which its reader refuses.</summary>
internal sealed record YamlMapping(int Line, int Column, ImmutableArray<YamlEntry> Entries)
    : YamlNode(Line, Column, 1 + Entries.Sum(entry => 1 + entry.Value.Size))
{
    public override string Kind => "a mapping";
}
