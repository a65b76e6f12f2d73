using Krewe.Errors;
using Krewe.Machines;
using Krewe.Specs.Machines;

namespace Krewe.Silo.Configuration;

/// <summary>The settings about what machines cost, and about machines that come and go.</summary>
internal sealed class MachineSettingsParser(IReadOnlyDictionary<string, SettingSource> values, List<Problem> problems) : SettingFiles(values, problems)
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

    public MachineFile Machines() => File(SettingCatalog.Machines, MachineFile.Empty, static (text, name) =>
    {
        var result = MachineFileReader.Read(text, name);
        return (result.File, result.Problems);
    });
}
