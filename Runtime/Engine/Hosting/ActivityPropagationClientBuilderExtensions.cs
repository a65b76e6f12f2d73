using Krewe.Runtime.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>Adds tracing to clients.</summary>
public static class ActivityPropagationClientBuilderExtensions
{
    /// <summary>Lets traces go on from the client to grains, with an activity for each of its calls. Said twice it does the same.</summary>
    /// <param name="builder">The client.</param>
    public static IClientBuilder AddActivityPropagation(this IClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.All(service => service.ServiceType != typeof(CallActivities)))
        {
            builder.Services.AddSingleton<CallActivities>();
            builder.Services.AddSingleton<IOutgoingGrainCallFilter>(services => services.GetRequiredService<CallActivities>());
        }

        return builder;
    }
}
