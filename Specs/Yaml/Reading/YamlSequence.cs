using System.Collections.Immutable;

namespace Krewe.Specs.Yaml.Reading;

/// <summary>A list.</summary>
internal sealed record YamlSequence(int Line, int Column, ImmutableArray<YamlNode> Items)
    : YamlNode(Line, Column, 1 + Items.Sum(item => item.Size))
{
    public override string Kind => "a list";
}
