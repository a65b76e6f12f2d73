using Krewe.Runtime.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>Adds tracing.</summary>
public static class ActivityPropagationSiloBuilderExtensions
{
    /// <summary>Lets traces go on from callers to grains, with an activity on each side of a call. Said twice it does the same.</summary>
    /// <param name="builder">The silo.</param>
    public static ISiloBuilder AddActivityPropagation(this ISiloBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.All(service => service.ServiceType != typeof(CallActivities)))
        {
            builder.Services.AddSingleton<CallActivities>();
            builder.Services.AddSingleton<IOutgoingGrainCallFilter>(services => services.GetRequiredService<CallActivities>());
            builder.Services.AddSingleton<IIncomingGrainCallFilter>(services => services.GetRequiredService<CallActivities>());
        }

        return builder;
    }
}
