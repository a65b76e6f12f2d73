using System.Globalization;
using Krewe.Errors;
using Krewe.Naming;

namespace Krewe.Silo.Configuration;

/// <summary>Reads the texts that were given. What is not valid becomes a problem, and the default goes on.</summary>
internal abstract class SettingValues(IReadOnlyDictionary<string, SettingSource> values, List<Problem> problems)
{
    protected IReadOnlyDictionary<string, SettingSource> Values => values;

    protected List<Problem> Problems => problems;

    protected bool Text(SettingDefinition definition, out SettingSource source) => values.TryGetValue(definition.Key, out source);

    protected void Add(SettingSource source, SettingDefinition definition, string why = "it is something else") =>
        problems.Add(SettingsReader.Invalid(source, why, definition));

    protected string Name(SettingDefinition definition, string fallback)
    {
        if (!Text(definition, out var source))
        {
            return fallback;
        }

        if (!NameRules.IsResourceName(source.Value))
        {
            Add(source, definition, "it is no name");
            return fallback;
        }

        return source.Value;
    }

    protected bool Switch(SettingDefinition definition, bool fallback)
    {
        if (!Text(definition, out var source))
        {
            return fallback;
        }

        if (!bool.TryParse(source.Value, out var value))
        {
            Add(source, definition, "it is neither true nor false");
        }

        return value;
    }

    protected double Number(SettingDefinition definition, double fallback, double least, double most)
    {
        if (!Text(definition, out var source))
        {
            return fallback;
        }

        if (!double.TryParse(source.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value < least || value > most)
        {
            Add(source, definition, "it is no such number");
            return fallback;
        }

        return value;
    }
}
