using System.Text.Json;
using System.Text.Json.Nodes;
using Krewe.Admin;
using Krewe.Specs.Yaml;

namespace Krewe.Commands.Output;

/// <summary>Data for programs.</summary>
internal static class StructuredOutput
{
    /// <summary>Whether lines and tables are wanted rather than data.</summary>
    public static bool IsForPeople(this OutputFormat format) => format is OutputFormat.Table or OutputFormat.Wide;

    /// <summary>Prints it as JSON or YAML; false for a table, which the verb draws itself.</summary>
    public static bool TryWrite<T>(TextWriter output, OutputFormat format, T data)
    {
        switch (format)
        {
            case OutputFormat.Json:
                output.WriteLine(data is JsonNode node ? node.ToJsonString(KreweJson.Indented) : JsonSerializer.Serialize(data, KreweJson.Indented));
                return true;
            case OutputFormat.Yaml:
                output.Write(YamlText.Write(data as JsonNode ?? JsonSerializer.SerializeToNode(data, KreweJson.Options)));
                return true;
            default:
                return false;
        }
    }
}
