using System.Globalization;

namespace Krewe.Runtime.AdoNet.Schema;

/// <summary>A step of the schema: what raises it from the version before to this one.</summary>
/// <param name="Version">The version that it makes; from 1, without gaps.</param>
/// <param name="ReadableBy">The oldest version of the schema whose silos still work on this one.</param>
/// <param name="Text">The statements. They run in one transaction and may run beside silos.</param>
internal sealed record SchemaScript(int Version, int ReadableBy, string Text)
{
    private const string Header = "-- readable-by: ";

    /// <summary>The scripts of this assembly, in order.</summary>
    public static IReadOnlyList<SchemaScript> All { get; } =
        [.. typeof(SchemaScript).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>Reads a script whose name begins with its version and whose first line says by whom it can be read.</summary>
    public static SchemaScript Parse(string name, string text) => text.StartsWith(Header, StringComparison.Ordinal)
        ? new SchemaScript(
            int.Parse(name.AsSpan(0, name.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture),
            int.Parse(text.AsSpan(Header.Length, text.IndexOf('\n', StringComparison.Ordinal) - Header.Length).Trim(), CultureInfo.InvariantCulture),
            text)
        : throw new FormatException($"The script {name} does not begin with '{Header}VERSION'.");

    private static SchemaScript Read(string name)
    {
        using var reader = new StreamReader(typeof(SchemaScript).Assembly.GetManifestResourceStream(name)!);
        return Parse(name, reader.ReadToEnd());
    }
}
