using System.Collections.Immutable;

namespace Krewe.Specs.Yaml.Reading;

/// <summary>Reads the key <c>queue.quota</c> of a model.</summary>
internal static class QuotaReader
{
    public static QuotaSpec Read(MappingReader quota, DocumentProblems problems) => new()
    {
        RequestThousandths = quota.Value("requests") is null ? null : quota.Thousandths("requests", 1_000),
        PerKeyThousandths = quota.Value("per_key") is null ? null : quota.Thousandths("per_key", 1_000),
        KeyThousandths = Keys(quota, problems),
        Burst = quota.Duration("burst", SpecDefaults.QuotaBurst),
    };

    private static ImmutableDictionary<string, int> Keys(MappingReader quota, DocumentProblems problems)
    {
        var found = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var (name, text) in quota.TextByName("keys"))
        {
            if (QuantityParser.TryThousandths(text, out var rate))
            {
                found.Add(name, rate);
            }
            else
            {
                problems.Wrong($"{quota.PathOf("keys")}.{name}", quota.Value("keys")!, QuantityParser.ThousandthsRule);
            }
        }

        return found.ToImmutable();
    }
}
