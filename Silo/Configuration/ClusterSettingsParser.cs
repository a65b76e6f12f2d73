using System.Globalization;
using System.Net;
using Krewe.Errors;
using Krewe.Storage.Postgres;

namespace Krewe.Silo.Configuration;

/// <summary>The settings that make a silo one of several.</summary>
internal sealed class ClusterSettingsParser(IReadOnlyDictionary<string, SettingSource> values, List<Problem> problems) : SettingValues(values, problems)
{
    private const string DefaultId = "krewe";

    /// <summary>Null for a silo on its own.</summary>
    public ClusterSettings? Parse()
    {
        if (Connection() is not { } database)
        {
            foreach (var definition in SettingCatalog.OfClusters)
            {
                RefuseAlone(definition);
            }

            return null;
        }

        var settings = new ClusterSettings
        {
            Database = database,
            ClusterId = Name(SettingCatalog.ClusterId, DefaultId),
            ServiceId = Name(SettingCatalog.ServiceId, DefaultId),
            AdvertisedAddress = Address(),
            SiloPort = Port(SettingCatalog.SiloPort, 11111),
            GatewayPort = Port(SettingCatalog.GatewayPort, 30000),
            ListenAny = Switch(SettingCatalog.ListenAny, false),
            ProbeTimeout = TimeSpan.FromSeconds(Number(SettingCatalog.ProbeTimeout, 5, 0.2, 60)),
            TlsCertificate = ExistingFile(SettingCatalog.TlsCertificate),
            TlsKey = ExistingFile(SettingCatalog.TlsKey),
            TlsAuthority = ExistingFile(SettingCatalog.TlsAuthority),
        };
        CheckTls(settings);
        return settings;
    }

    private string? Connection()
    {
        var given = Text(SettingCatalog.Database, out var source);
        var definition = SettingCatalog.Database;
        if (Text(SettingCatalog.DatabaseFile, out var file))
        {
            if (given)
            {
                Add(file, SettingCatalog.DatabaseFile, $"{source.Where} says which database as well; say it once");
                return source.Value;
            }

            if (ReadFile(file) is not { } text)
            {
                return "";
            }

            (source, definition) = (new SettingSource(text, file.Where), SettingCatalog.DatabaseFile);
        }
        else if (!given)
        {
            return null;
        }

        if (PostgresConnection.WhyInvalid(source.Value) is { } why)
        {
            Add(source with { Value = definition.IsSecret ? source.Value : file.Value }, definition, why);
        }

        return source.Value;
    }

    private string? ReadFile(SettingSource file)
    {
        try
        {
            return File.ReadAllText(file.Value).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Add(file, SettingCatalog.DatabaseFile, exception.Message);
            return null;
        }
    }

    private void RefuseAlone(SettingDefinition definition)
    {
        if (Text(definition, out var source))
        {
            Problems.Add(new Problem
            {
                Code = ErrorCodes.SettingInvalid,
                Message = $"{definition.Key} means nothing to a silo on its own",
                Where = source.Where,
                Next = "say --database or --database-file too, or leave it out",
            });
        }
    }

    private IPAddress? Address()
    {
        if (!Text(SettingCatalog.AdvertisedAddress, out var source))
        {
            return null;
        }

        if (!IPAddress.TryParse(source.Value, out var address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            Add(source, SettingCatalog.AdvertisedAddress, "nobody can reach a silo there");
            return null;
        }

        return address;
    }

    private int Port(SettingDefinition definition, int fallback)
    {
        if (!Text(definition, out var source))
        {
            return fallback;
        }

        if (!ushort.TryParse(source.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            Add(source, definition, "it is no port");
            return fallback;
        }

        return port;
    }

    private string? ExistingFile(SettingDefinition definition)
    {
        if (!Text(definition, out var source))
        {
            return null;
        }

        if (!File.Exists(source.Value))
        {
            Add(source, definition, "there is no such file");
            return null;
        }

        return Path.GetFullPath(source.Value);
    }

    /// <summary>Without a certificate the other two would be taken for protection that is not there.</summary>
    private void CheckTls(ClusterSettings settings)
    {
        foreach (var (definition, value, other) in new[]
        {
            (SettingCatalog.TlsKey, settings.TlsKey, settings.TlsCertificate),
            (SettingCatalog.TlsAuthority, settings.TlsAuthority, settings.TlsCertificate),
            (SettingCatalog.TlsCertificate, settings.TlsCertificate, settings.TlsAuthority),
        })
        {
            if (value is not null && other is null && Text(definition, out var source))
            {
                Add(source, definition, $"{(definition == SettingCatalog.TlsCertificate ? SettingCatalog.TlsAuthority : SettingCatalog.TlsCertificate).Option} is missing");
            }
        }
    }
}
