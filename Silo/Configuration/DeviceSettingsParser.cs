using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Specs.Devices;

namespace Krewe.Silo.Configuration;

/// <summary>The settings about devices.</summary>
internal sealed class DeviceSettingsParser(IReadOnlyDictionary<string, SettingSource> values, List<Problem> problems) : SettingFiles(values, problems)
{
    private const int LongestLabel = 63;

    public ImmutableDictionary<string, string> Labels()
    {
        var labels = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (!Text(SettingCatalog.Labels, out var source))
        {
            return labels.ToImmutable();
        }

        foreach (var part in source.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=', 2) is not [var name, var value] || !IsLabel(name) || !IsLabel(value))
            {
                Add(source, SettingCatalog.Labels, $"'{part}' is no label");
            }
            else if (!labels.TryAdd(name, value))
            {
                Add(source, SettingCatalog.Labels, $"'{name}' is given twice");
            }
        }

        return labels.ToImmutable();
    }

    public DeviceFile Devices() => File(SettingCatalog.Devices, DeviceFile.Empty, static (text, name) =>
    {
        var result = DeviceFileReader.Read(text, name);
        return (result.File, result.Problems);
    });

    private static bool IsLabel(string text) =>
        text.Length is > 0 and <= LongestLabel && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
