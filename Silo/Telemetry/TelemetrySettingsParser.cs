using Krewe.Errors;
using Krewe.Silo.Configuration;

namespace Krewe.Silo.Telemetry;

/// <summary>The settings of traces and metrics by OTLP.</summary>
internal sealed class TelemetrySettingsParser(IReadOnlyDictionary<string, SettingSource> values, List<Problem> problems) : SettingValues(values, problems)
{
    /// <summary>Null where nothing is sent.</summary>
    public TelemetrySettings? Parse()
    {
        var protocol = Protocol();
        var ratio = Number(SettingCatalog.TraceRatio, 1, 0, 1);
        if (!Text(SettingCatalog.OtlpEndpoint, out var source))
        {
            return null;
        }

        if (!Uri.TryCreate(source.Value, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https") || endpoint.Query.Length > 0)
        {
            Add(source, SettingCatalog.OtlpEndpoint, "it is no http or https address");
            return null;
        }

        return new TelemetrySettings { Endpoint = endpoint, Protocol = protocol, TraceRatio = ratio };
    }

    private OtlpProtocol Protocol()
    {
        if (!Text(SettingCatalog.OtlpProtocol, out var source))
        {
            return OtlpProtocol.HttpProtobuf;
        }

        if (source.Value is not ("http/protobuf" or "grpc"))
        {
            Add(source, SettingCatalog.OtlpProtocol, "it is no such protocol");
        }

        return source.Value == "grpc" ? OtlpProtocol.Grpc : OtlpProtocol.HttpProtobuf;
    }
}
