namespace Krewe.Specs.Yaml.Reading;

/// <summary>What is the same for all documents of a file.</summary>
/// <param name="File">What messages call it.</param>
/// <param name="BaseDirectory">From where relative paths count.</param>
/// <param name="DefaultRegion">The region of documents that name none.</param>
/// <param name="Seen">The models so far.</param>
internal sealed record ReadContext(
    string File,
    string BaseDirectory,
    string DefaultRegion,
    HashSet<string> Seen);
