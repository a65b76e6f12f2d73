using Krewe.Silo.Front;

namespace Krewe.Silo.Telemetry;

/// <summary>Adds traces, and what sends them.</summary>
internal static class TelemetryHosting
{
    public static IServiceCollection AddKreweTelemetry(this IServiceCollection services, TelemetrySettings? settings)
    {
        services.AddSingleton<IRequestObserver, ActivityObserver>();
        return settings is null ? services : services.AddSingleton(settings).AddHostedService<TelemetryExport>();
    }
}
