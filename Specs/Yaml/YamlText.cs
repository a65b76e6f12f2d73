using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Krewe.Specs.Yaml;

/// <summary>Writes what JSON can say as YAML in block style, quoting every text that YAML would read as something else.</summary>
public static partial class YamlText
{
    /// <summary>The YAML, with a line feed at its end.</summary>
    /// <param name="value">The value; null writes <c>null</c>.</param>
    public static string Write(JsonNode? value)
    {
        var text = new StringBuilder();
        Value(text, value, indent: 0, afterKey: false);
        return text.ToString();
    }

    private static void Value(StringBuilder text, JsonNode? value, int indent, bool afterKey)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } mapping:
                Break(text, afterKey);
                Entries(text, mapping, indent, skipFirstIndent: false);
                break;
            case JsonArray { Count: > 0 } list:
                Break(text, afterKey);
                Items(text, list, indent);
                break;
            default:
                text.Append(afterKey ? " " : "").Append(Scalar(value)).Append('\n');
                break;
        }
    }

    private static void Break(StringBuilder text, bool afterKey)
    {
        if (afterKey)
        {
            text.Append('\n');
        }
    }

    private static void Entries(StringBuilder text, JsonObject mapping, int indent, bool skipFirstIndent)
    {
        var first = true;
        foreach (var (key, value) in mapping)
        {
            text.Append(' ', first && skipFirstIndent ? 0 : indent).Append(Quote(key)).Append(':');
            Value(text, value, indent + 2, afterKey: true);
            first = false;
        }
    }

    private static void Items(StringBuilder text, JsonArray list, int indent)
    {
        foreach (var item in list)
        {
            text.Append(' ', indent).Append("- ");
            if (item is JsonObject { Count: > 0 } mapping)
            {
                Entries(text, mapping, indent + 2, skipFirstIndent: true);
            }
            else if (item is JsonArray { Count: > 0 } nested)
            {
                text.Length--;
                text.Append('\n');
                Items(text, nested, indent + 2);
            }
            else
            {
                text.Append(Scalar(item)).Append('\n');
            }
        }
    }

    private static string Scalar(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "{}",
        JsonArray => "[]",
        JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String => Quote(scalar.GetValue<string>()),
        _ => value.ToJsonString(),
    };

    private static string Quote(string text)
    {
        if (Plain().IsMatch(text) && !Reserved().IsMatch(text))
        {
            return text;
        }

        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF' =>
                    quoted.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture)),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Words and paths, and numbers with a unit, which are texts in every version of YAML.</summary>
    [GeneratedRegex(@"^(?:[A-Za-z_/][A-Za-z0-9_./+-]*|[0-9]+(?:\.[0-9]+)?(?:ms|s|m|h|[KMGT]iB))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex("^(?:null|true|false|yes|no|on|off|y|n)\\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reserved();
}
