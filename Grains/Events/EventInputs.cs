using System.Collections.Immutable;
using System.Globalization;

namespace Krewe.Grains.Events;

/// <summary>What an event was decided from, as text.</summary>
public static class EventInputs
{
    /// <summary>Names and values; what is null is left out.</summary>
    /// <param name="inputs">The names and values.</param>
    public static ImmutableSortedDictionary<string, string> Of(params ReadOnlySpan<(string Name, object? Value)> inputs)
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in inputs)
        {
            if (value is not null)
            {
                texts[name] = value is TimeSpan duration
                    ? duration.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)
                    : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            }
        }

        return texts.ToImmutable();
    }
}
