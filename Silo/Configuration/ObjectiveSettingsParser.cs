using System.Globalization;
using Krewe.Errors;
using Krewe.Grains.Pools.Improving;

namespace Krewe.Silo.Configuration;

/// <summary>The settings about what plans for whole pools are compared by.</summary>
internal sealed class ObjectiveSettingsParser(IReadOnlyDictionary<string, SettingSource> values, List<Problem> problems) : SettingValues(values, problems)
{
    private const double Most = 1e9;

    /// <summary>The names, in the order of the help, each with what it sets.</summary>
    private static readonly Dictionary<string, Func<PoolOptions, double, PoolOptions>> Names = new(StringComparer.Ordinal)
    {
        ["missing_critical"] = (options, value) => options with { Weights = options.Weights with { MissingCritical = value } },
        ["missing_standard"] = (options, value) => options with { Weights = options.Weights with { MissingStandard = value } },
        ["missing_batch"] = (options, value) => options with { Weights = options.Weights with { MissingBatch = value } },
        ["below_minimum"] = (options, value) => options with { Weights = options.Weights with { BelowMinimum = value } },
        ["missing_warm_copy"] = (options, value) => options with { Weights = options.Weights with { MissingWarmCopy = value } },
        ["money"] = (options, value) => options with { Weights = options.Weights with { Money = value } },
        ["interruption"] = (options, value) => options with { Weights = options.Weights with { Interruption = value } },
        ["fragmentation"] = (options, value) => options with { Weights = options.Weights with { Fragmentation = value } },
        ["disturbance"] = (options, value) => options with { Weights = options.Weights with { Disturbance = value } },
        ["least_gain"] = (options, value) => options with { LeastGain = value },
    };

    public PoolOptions Parse()
    {
        var options = new PoolOptions { Rebalances = Switch(SettingCatalog.Rebalance, true) };
        if (!Text(SettingCatalog.Objective, out var source))
        {
            return options;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in source.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=', 2, StringSplitOptions.TrimEntries) is not [var name, var text] || !Names.TryGetValue(name, out var set))
            {
                Add(source, SettingCatalog.Objective, $"'{part}' is no weight; there are {string.Join(", ", Names.Keys)}");
            }
            else if (!seen.Add(name))
            {
                Add(source, SettingCatalog.Objective, $"'{name}' is given twice");
            }
            else if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value is not (>= 0 and <= Most))
            {
                Add(source, SettingCatalog.Objective, $"'{text}' of '{name}' is no number of 0 to 1000000000");
            }
            else
            {
                options = set(options, value);
            }
        }

        return options;
    }
}
