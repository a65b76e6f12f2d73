using Krewe.Specs.Yaml.Writing;

namespace Krewe.Specs.Yaml;

/// <summary>Writes specs as YAML documents.</summary>
public static class SpecWriter
{
    /// <summary>The document, without what is as the defaults have it. Reads back equal, as long as its paths are absolute.</summary>
    /// <param name="spec">The spec.</param>
    public static string Write(ModelSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return YamlText.Write(SpecDocument.Brief(spec));
    }
}
