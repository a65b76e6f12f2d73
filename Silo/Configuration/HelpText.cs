using System.Text;

namespace Krewe.Silo.Configuration;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    public static string Write()
    {
        var text = new StringBuilder();
        text.AppendLine("Krewe silo: serves models on this machine.");
        text.AppendLine();
        text.AppendLine("usage: dotnet run --project Silo [-- OPTION...]");
        text.AppendLine();
        foreach (var setting in SettingCatalog.All)
        {
            text.AppendLine($"  {setting.Option} {setting.Placeholder}".TrimEnd());
            text.AppendLine($"      {setting.Help}");
            text.AppendLine($"      default: {setting.Default}; valid: {setting.Valid}");
        }

        text.AppendLine("  --migrate");
        text.AppendLine("      brings the database's tables to this version instead of serving; silos may run meanwhile");
        text.AppendLine("  --help");
        text.AppendLine("      prints this");
        text.AppendLine("  --version");
        text.AppendLine("      prints the version");
        text.AppendLine();
        text.AppendLine("Each setting can also be given by an environment variable (--admin-urls is KREWE_ADMIN_URLS) or by a key");
        text.AppendLine("in the file of --config (admin_urls). The command line comes before the environment, and that before the file.");
        return text.ToString();
    }
}
