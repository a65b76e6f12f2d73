using System.Collections.Immutable;
using System.Globalization;
using Krewe.Errors;
using Krewe.Specs.Devices;

namespace Krewe.Silo.Configuration;

/// <summary>The settings about devices.</summary>
internal sealed class DeviceSettingsParser(IReadOnlyDictionary<string, SettingSource> values, List<Problem> problems) : SettingValues(values, problems)
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

    public DeviceFile Devices()
    {
        if (!Text(SettingCatalog.Devices, out var source))
        {
            return DeviceFile.Empty;
        }

        try
        {
            var result = DeviceFileReader.Read(File.ReadAllText(source.Value), source.Value);
            Problems.AddRange(result.Problems.Select(problem => new Problem
            {
                Code = problem.Code,
                Message = problem.Key.Length == 0 ? problem.Message : $"{problem.Key}: {problem.Message}",
                Where = string.Create(CultureInfo.InvariantCulture, $"{problem.File}:{problem.Line}:{problem.Column}"),
            }));
            return result.File;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Add(source, SettingCatalog.Devices, exception.Message);
            return DeviceFile.Empty;
        }
    }

    private static bool IsLabel(string text) =>
        text.Length is > 0 and <= LongestLabel && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
