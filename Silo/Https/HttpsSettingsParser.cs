using Krewe.Errors;
using Krewe.Silo.Configuration;

namespace Krewe.Silo.Https;

/// <summary>The settings of https addresses. What the files hold is looked at when the silo starts.</summary>
internal sealed class HttpsSettingsParser(IReadOnlyDictionary<string, SettingSource> values, List<Problem> problems) : SettingValues(values, problems)
{
    private static readonly SettingDefinition[] OfHttps = [SettingCatalog.Certificate, SettingCatalog.CertificateKey, SettingCatalog.CertificatePasswordFile];

    /// <summary>Null where no address is https.</summary>
    public HttpsSettings? Parse(IEnumerable<Uri> addresses)
    {
        if (addresses.FirstOrDefault(address => address.Scheme == Uri.UriSchemeHttps) is not { } https)
        {
            foreach (var definition in OfHttps)
            {
                if (Text(definition, out var given))
                {
                    Add(given, definition, "no address of the silo begins with https://");
                }
            }

            return null;
        }

        if (!Text(SettingCatalog.Certificate, out var source))
        {
            Problems.Add(new Problem
            {
                Code = ErrorCodes.SettingInvalid,
                Message = $"{https.GetLeftPart(UriPartial.Authority)} needs a certificate",
                Where = SettingCatalog.Certificate.Option,
                Next = $"name one with {SettingCatalog.Certificate.Option}, or use http://",
            });
            return null;
        }

        return new HttpsSettings
        {
            CertificateFile = Path.GetFullPath(source.Value),
            KeyFile = File(SettingCatalog.CertificateKey),
            PasswordFile = File(SettingCatalog.CertificatePasswordFile),
        };
    }

    private string? File(SettingDefinition definition) => Text(definition, out var source) ? Path.GetFullPath(source.Value) : null;
}
