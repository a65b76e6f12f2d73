namespace Krewe.Silo.Telemetry;

/// <summary>How traces and metrics are sent.</summary>
public enum OtlpProtocol
{
    /// <summary>HTTP POST to <c>/v1/traces</c> and <c>/v1/metrics</c> below the endpoint.</summary>
    HttpProtobuf,

    /// <summary>gRPC to the endpoint.</summary>
    Grpc,
}
