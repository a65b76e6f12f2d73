using System.Numerics;

namespace Krewe.Silo.Metrics.Exposition;

/// <summary>
/// Finds the series of a measurement without making anything: by its tags as they come. Our instruments give their tags in one order;
/// another order would be another series here.
/// </summary>
internal sealed class LabelSetComparer : IEqualityComparer<LabelSet>, IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, LabelSet>
{
    public static readonly LabelSetComparer Instance = new();

    public bool Equals(LabelSet? x, LabelSet? y) => ReferenceEquals(x, y) || (x is not null && y is not null && Equals(x.Tags, y));

    public int GetHashCode(LabelSet obj) => GetHashCode(obj.Tags);

    public LabelSet Create(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => new(alternate);

    public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> alternate, LabelSet other)
    {
        if (alternate.Length != other.Tags.Length)
        {
            return false;
        }

        for (var i = 0; i < alternate.Length; i++)
        {
            if (alternate[i].Key != other.Tags[i].Key || !Equals(alternate[i].Value, other.Tags[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> alternate)
    {
        // Values only, and cheaply: they are names of what exists and a metric's series are bounded, so nobody can make them collide.
        var hash = 0u;
        foreach (var (_, value) in alternate)
        {
            if (value is not string text)
            {
                hash = BitOperations.RotateLeft(hash, 7) ^ (uint)(value?.GetHashCode() ?? 0);
                continue;
            }

            foreach (var character in text)
            {
                hash = (BitOperations.RotateLeft(hash, 5) ^ character) * 0x9E37_79B9;
            }
        }

        return (int)hash;
    }
}
