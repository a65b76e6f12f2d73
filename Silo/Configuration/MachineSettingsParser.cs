using System.Globalization;
using Krewe.Errors;
using Krewe.Machines;
using Krewe.Specs.Machines;

namespace Krewe.Silo.Configuration;

/// <summary>The settings about what machines cost, and about machines that come and go.</summary>
internal sealed class MachineSettingsParser(IReadOnlyDictionary<string, SettingSource> values, List<Problem> problems) : SettingValues(values, problems)
{
    public PurchaseType Purchase()
    {
        if (!Text(SettingCatalog.Purchase, out var source))
        {
            return PurchaseType.Reserved;
        }

        if (!MachineFileReader.TryPurchase(source.Value, out var purchase))
        {
            Add(source, SettingCatalog.Purchase, "it is no way to pay");
        }

        return purchase;
    }

    public MachineFile Machines()
    {
        if (!Text(SettingCatalog.Machines, out var source))
        {
            return MachineFile.Empty;
        }

        try
        {
            var result = MachineFileReader.Read(File.ReadAllText(source.Value), source.Value);
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
            Add(source, SettingCatalog.Machines, exception.Message);
            return MachineFile.Empty;
        }
    }
}
