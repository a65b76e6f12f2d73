using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Krewe.Naming;

/// <summary>The key of a model grain: <c>tenant/model@region#shard</c>; shard 0 is written without <c>#0</c>.</summary>
/// <param name="Tenant">Who owns the model.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Region">Where its queue is.</param>
/// <param name="Shard">Which part of a split queue; 0 also holds what is not split.</param>
[GenerateSerializer, Immutable, Alias("krewe.ModelKey")]
public readonly record struct ModelKey(
    string Tenant,
    string Model,
    string Region,
    int Shard = 0)
{
    /// <summary>Reads a key.</summary>
    /// <param name="text">As <see cref="ToString"/> writes it.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static ModelKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException($"'{text}' is no model key: tenant/model@region[#shard].");

    /// <summary>Reads a key, or says false.</summary>
    /// <param name="text">The candidate.</param>
    /// <param name="key">The key.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out ModelKey key)
    {
        key = default;
        if (text is null)
        {
            return false;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (slash < 0 || at < slash)
        {
            return false;
        }

        var hash = text.IndexOf('#', at);
        var shard = 0;
        if (hash >= 0 && !int.TryParse(text.AsSpan(hash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out shard))
        {
            return false;
        }

        var found = new ModelKey(text[..slash], text[(slash + 1)..at], hash < 0 ? text[(at + 1)..] : text[(at + 1)..hash], shard);
        if (!NameRules.IsResourceName(found.Tenant) || !NameRules.IsModelName(found.Model) || !NameRules.IsResourceName(found.Region)
            || found.ToString() != text)
        {
            return false; // one key has one text: a grain must not exist twice as r, r#0 and r#00
        }

        key = found;
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Shard == 0 ? $"{Tenant}/{Model}@{Region}" : string.Create(CultureInfo.InvariantCulture, $"{Tenant}/{Model}@{Region}#{Shard}");
}
