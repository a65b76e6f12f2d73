namespace Krewe.Naming;

/// <summary>The key of a pool grain: <c>region/pool</c>.</summary>
/// <param name="Region">Where the pool is.</param>
/// <param name="Pool">Its name.</param>
[GenerateSerializer, Immutable, Alias("krewe.PoolKey")]
public readonly record struct PoolKey(string Region, string Pool)
{
    /// <summary>Reads a key.</summary>
    /// <param name="text">As <see cref="ToString"/> writes it.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static PoolKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var region, var pool] && NameRules.IsResourceName(region) && NameRules.IsResourceName(pool)
            ? new PoolKey(region, pool)
            : throw new FormatException($"'{text}' is no pool key: region/pool.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Region}/{Pool}";
}
