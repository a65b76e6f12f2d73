using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Krewe.Naming;

/// <summary>The key of a replica grain: <c>tenant/model@region/n</c>.</summary>
/// <param name="Model">Whose replica it is (shard 0).</param>
/// <param name="Number">Its number within the model, from 0.</param>
[GenerateSerializer, Immutable, Alias("krewe.ReplicaId")]
public readonly record struct ReplicaId(ModelKey Model, int Number) : IComparable<ReplicaId>
{
    /// <summary>Reads a key.</summary>
    /// <param name="text">As <see cref="ToString"/> writes it.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static ReplicaId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is no replica key: tenant/model@region/n.");

    /// <summary>Reads a key, or says false.</summary>
    /// <param name="text">The candidate.</param>
    /// <param name="id">The key.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out ReplicaId id)
    {
        id = default;
        var slash = text?.LastIndexOf('/') ?? -1;
        if (slash < 0
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !ModelKey.TryParse(text![..slash], out var model))
        {
            return false;
        }

        var found = new ReplicaId(model, number);
        if (found.ToString() != text)
        {
            return false; // one key has one text
        }

        id = found;
        return true;
    }

    /// <summary>By model, then by number.</summary>
    /// <param name="other">The other.</param>
    public int CompareTo(ReplicaId other)
    {
        if (Model == other.Model)
        {
            return Number.CompareTo(other.Number);
        }

        var byModel = string.CompareOrdinal(Model.ToString(), other.Model.ToString());
        return byModel != 0 ? byModel : Number.CompareTo(other.Number);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Model}/{Number}");

    /// <summary>Whether the left one comes first.</summary>
    public static bool operator <(ReplicaId left, ReplicaId right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one comes later.</summary>
    public static bool operator >(ReplicaId left, ReplicaId right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one does not come later.</summary>
    public static bool operator <=(ReplicaId left, ReplicaId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one does not come first.</summary>
    public static bool operator >=(ReplicaId left, ReplicaId right) => left.CompareTo(right) >= 0;
}
