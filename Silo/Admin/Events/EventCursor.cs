using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Krewe.Naming;

namespace Krewe.Silo.Admin.Events;

/// <summary>
/// How far events have been read: for each silo the number of its last event. As text <c>silo:number,silo:number</c>, or one number for all silos.
/// A silo that is not named has not been read at all.
/// </summary>
internal sealed record EventCursor
{
    private const int MaxSilos = 1_024;

    private readonly ImmutableSortedDictionary<string, long> _positions = ImmutableSortedDictionary<string, long>.Empty.WithComparers(StringComparer.Ordinal);
    private readonly long? _others;

    /// <summary>Nothing has been read.</summary>
    public static EventCursor Beginning { get; } = new();

    private EventCursor()
    {
    }

    private EventCursor(ImmutableSortedDictionary<string, long> positions, long? others) => (_positions, _others) = (positions, others);

    /// <summary>The number after which a silo is to be read.</summary>
    public long this[string silo] => _positions.TryGetValue(silo, out var position) ? position : _others ?? 0;

    public EventCursor With(string silo, long position) => new(_positions.SetItem(silo, position), _others);

    public static bool TryParse(string text, [NotNullWhen(true)] out EventCursor? cursor)
    {
        cursor = null;
        if (TryParseNumber(text, out var all))
        {
            cursor = new EventCursor(Beginning._positions, all);
            return true;
        }

        var positions = Beginning._positions.ToBuilder();
        long? others = null;
        foreach (var entry in text.Split(','))
        {
            var colon = entry.LastIndexOf(':');
            if (colon < 0 || !TryParseNumber(entry[(colon + 1)..], out var position))
            {
                return false;
            }

            var silo = entry[..colon];
            if (silo == "*")
            {
                others = position;
            }
            else if (positions.Count < MaxSilos && NameRules.IsResourceName(silo))
            {
                positions[silo] = position;
            }
            else
            {
                return false;
            }
        }

        cursor = new EventCursor(positions.ToImmutable(), others);
        return true;
    }

    public override string ToString() => string.Join(',', _positions
        .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}:{pair.Value}"))
        .Concat(_others is { } others ? [string.Create(CultureInfo.InvariantCulture, $"*:{others}")] : []));

    private static bool TryParseNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
