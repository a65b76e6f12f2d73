namespace Krewe.Specs.Yaml.Reading;

/// <summary>A key with its value.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);
