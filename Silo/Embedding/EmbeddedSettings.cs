using System.Globalization;
using Krewe.Errors;
using Krewe.Silo.Configuration;

namespace Krewe.Silo.Embedding;

/// <summary>Makes a silo's settings of what a host says, by the same rules as the program's. Reports all problems at once.</summary>
internal static class EmbeddedSettings
{
    private const string Section = "Krewe";

    /// <summary>What the host itself decides.</summary>
    private static readonly SettingDefinition[] OfTheHost =
    [
        SettingCatalog.Config, SettingCatalog.Urls, SettingCatalog.AdminUrls, SettingCatalog.Samples, SettingCatalog.Log, SettingCatalog.LogFormat,
        SettingCatalog.Certificate, SettingCatalog.CertificateKey, SettingCatalog.CertificatePasswordFile,
    ];

    /// <exception cref="KreweException">A setting is not valid (KRW2101) or unknown (KRW2102).</exception>
    public static SiloSettings Read(KreweSiloOptions options, IConfiguration configuration, string contentRoot, MachineFacts machine)
    {
        var problems = new List<Problem>();
        var values = new Dictionary<string, SettingSource>(StringComparer.Ordinal);
        foreach (var (key, value) in options.Settings)
        {
            Add(key, value, $"{nameof(KreweSiloOptions)}.{nameof(options.Settings)}");
        }

        AddNamed(SettingCatalog.Data, options.DataDirectory, nameof(options.DataDirectory));
        AddNamed(SettingCatalog.Region, options.Region, nameof(options.Region));
        AddNamed(SettingCatalog.Host, options.Host, nameof(options.Host));
        AddNamed(SettingCatalog.AdminOpen, options.AdminOpen?.ToString(CultureInfo.InvariantCulture).ToLowerInvariant(), nameof(options.AdminOpen));
        foreach (var child in configuration.GetSection(Section).GetChildren())
        {
            if (child.Value is { } value)
            {
                Add(child.Key, value, child.Path);
            }
        }

        if (!values.ContainsKey(SettingCatalog.Data.Key))
        {
            values[SettingCatalog.Data.Key] = new SettingSource(Path.Combine(contentRoot, ".krewe"), "the default");
        }

        var settings = new SettingsParser(values, problems, machine).Parse() with { Embedded = true, Samples = false };
        return problems switch
        {
            [] => settings,
            [var only] => throw new KreweException(only),
            _ => throw new KreweException(new Problem
            {
                Code = problems[0].Code,
                Message = $"{problems.Count} settings of the silo are not valid",
                Reasons = [.. problems.Select(problem => problem.ToString())],
            }),
        };

        void AddNamed(SettingDefinition definition, string? value, string name)
        {
            if (value is not null)
            {
                values[definition.Key] = new SettingSource(value, $"{nameof(KreweSiloOptions)}.{name}");
            }
        }

        void Add(string key, string value, string where)
        {
            // Configuration of .NET hosts knows no underscores and no case: AdminOpen is admin_open.
            var plain = key.Replace("_", "", StringComparison.Ordinal);
            if (SettingCatalog.All.FirstOrDefault(definition => definition.Key.Replace("_", "", StringComparison.Ordinal).Equals(plain, StringComparison.OrdinalIgnoreCase)) is not { } definition)
            {
                problems.Add(new Problem { Code = ErrorCodes.SettingUnknown, Message = $"there is no setting '{key}'", Where = where, Next = "docs/configuration.md lists all settings" });
            }
            else if (OfTheHost.Contains(definition))
            {
                problems.Add(new Problem { Code = ErrorCodes.SettingInvalid, Message = $"{definition.Key} is for the silo as a program; in a host it is the host's own", Where = where, Next = "leave it out" });
            }
            else
            {
                values.TryAdd(definition.Key, new SettingSource(value, where));
            }
        }
    }
}
