using System.Text;

namespace Krewe.Specs;

/// <summary>What is wrong with a quota.</summary>
internal static class QuotaRules
{
    /// <summary>A fairness key of a request is no longer.</summary>
    private const int KeyBytes = 256;

    private const int Most = 1_000_000_000;

    /// <summary>Adds every problem.</summary>
    public static void Validate(List<SpecProblem> found, QuotaSpec quota)
    {
        if (quota.RequestThousandths is { } all)
        {
            Rate(found, "queue.quota.requests", all);
        }

        if (quota.PerKeyThousandths is { } each)
        {
            Rate(found, "queue.quota.per_key", each);
        }

        foreach (var (key, rate) in quota.KeyThousandths.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (Encoding.UTF8.GetByteCount(key) is < 1 or > KeyBytes)
            {
                ModelSpecValidator.Add(found, "queue.quota.keys", key, "fairness keys of 1 to 256 bytes");
            }

            Rate(found, $"queue.quota.keys.{key}", rate);
        }

        ModelSpecValidator.Duration(found, "queue.quota.burst", quota.Burst, TimeSpan.FromMilliseconds(500), TimeSpan.FromHours(1));
    }

    private static void Rate(List<SpecProblem> found, string key, int thousandths) =>
        ModelSpecValidator.Range(found, key, thousandths, 1, Most, SpecUnits.FormatThousandths);
}
