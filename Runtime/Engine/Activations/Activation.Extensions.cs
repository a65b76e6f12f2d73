using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Krewe.Runtime.Activations;

/// <content>Extensions: interfaces that are served beside the grain's own. Made when they are asked for first, in the activation's turns.</content>
internal sealed partial class Activation : IGrainExtensionBinder
{
    public TExtensionInterface GetExtension<TExtensionInterface>() where TExtensionInterface : class, IGrainExtension =>
        GetComponent<TExtensionInterface>() ?? throw NotInstalled(typeof(TExtensionInterface));

    public (TExtension Extension, TExtensionInterface Reference) GetOrSetExtension<TExtension, TExtensionInterface>(Func<TExtension> newExtensionFunc)
        where TExtension : class, TExtensionInterface
        where TExtensionInterface : class, IGrainExtension
    {
        ArgumentNullException.ThrowIfNull(newExtensionFunc);
        if (_components?.GetValueOrDefault(typeof(TExtensionInterface)) is not TExtension extension)
        {
            extension = newExtensionFunc();
            SetComponent<TExtensionInterface>(extension);
        }

        return (extension, (TExtensionInterface)(object)_shared.References.Create(GrainId, typeof(TExtensionInterface)));
    }

    /// <summary>An extension that is registered for all grains; null for other types.</summary>
    private TComponent? MakeExtension<TComponent>() where TComponent : class
    {
        if (!typeof(TComponent).IsInterface || !typeof(IGrainExtension).IsAssignableFrom(typeof(TComponent))
            || _shared.Services.GetKeyedService<GrainExtensionFactory>(typeof(TComponent)) is not { } factory)
        {
            return null;
        }

        var made = (TComponent)factory(this);
        SetComponent(made);
        return made;
    }

    private GrainExtensionNotInstalledException NotInstalled(Type extension) =>
        new($"KRW7515: {GrainId} has no extension {extension}: none is registered in its silo (AddGrainExtension), and the grain has set none.");
}
