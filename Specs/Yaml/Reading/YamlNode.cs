namespace Krewe.Specs.Yaml.Reading;

/// <summary>A value of a YAML document with its place. <c>Size</c> counts it and everything in it.</summary>
internal abstract record YamlNode(int Line, int Column, int Size)
{
    /// <summary>What it is, for messages.</summary>
    public abstract string Kind { get; }
}
