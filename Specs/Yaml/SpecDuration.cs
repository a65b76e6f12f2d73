using Krewe.Specs.Yaml.Reading;

namespace Krewe.Specs.Yaml;

/// <summary>Durations as specs write them, for other places where a person gives one.</summary>
public static class SpecDuration
{
    /// <summary>What is valid, in words.</summary>
    public const string Rule = QuantityParser.DurationRule;

    /// <summary>Reads <c>250ms</c>, <c>1.5s</c>, <c>2m</c>, <c>1h</c> or <c>0</c>; or says false.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The duration; may be negative.</param>
    public static bool TryParse(string text, out TimeSpan value)
    {
        ArgumentNullException.ThrowIfNull(text);
        return QuantityParser.TryDuration(text, out value);
    }
}
