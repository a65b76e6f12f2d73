using Krewe.Grains.Scaling;

namespace Krewe.Silo.Scaling;

/// <summary>Puts scaling into a silo.</summary>
internal static class ScalingHosting
{
    /// <summary>Adds what the grains of queues tell their loads by.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddKreweScaling(this IServiceCollection services) => services
        .AddSingleton<ScaledModels>()
        .AddSingleton<ScalingRounds>();
}
