using Krewe.Runtime.Activations;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Adds grain extensions.</summary>
public static class GrainExtensionSiloBuilderExtensions
{
    /// <summary>Serves an interface on all grains, beside their own.</summary>
    /// <typeparam name="TExtensionInterface">The interface.</typeparam>
    /// <typeparam name="TExtension">Its class; one for each activation, made from the services. A constructor parameter may be the grain's context.</typeparam>
    /// <param name="builder">The silo.</param>
    public static ISiloBuilder AddGrainExtension<TExtensionInterface, TExtension>(this ISiloBuilder builder)
        where TExtensionInterface : class, IGrainExtension
        where TExtension : class, TExtensionInterface
    {
        ArgumentNullException.ThrowIfNull(builder);
        var takesContext = typeof(TExtension).GetConstructors().Any(one => one.GetParameters().Any(parameter => parameter.ParameterType == typeof(IGrainContext)));
        builder.Services.AddKeyedSingleton<GrainExtensionFactory>(typeof(TExtensionInterface), (_, _) => context => takesContext
            ? ActivatorUtilities.CreateInstance<TExtension>(context.ActivationServices, context)
            : ActivatorUtilities.CreateInstance<TExtension>(context.ActivationServices));
        return builder;
    }
}
