namespace Orleans.Runtime;

/// <summary>Attaches extensions to an activation.</summary>
public interface IGrainExtensionBinder
{
    /// <summary>The extension, made when it is registered and not there yet.</summary>
    /// <typeparam name="TExtensionInterface">The extension's interface.</typeparam>
    TExtensionInterface GetExtension<TExtensionInterface>() where TExtensionInterface : class, IGrainExtension;

    /// <summary>The extension, made by <paramref name="newExtensionFunc"/> when it is not there yet, and a reference to it.</summary>
    /// <typeparam name="TExtension">The extension's class.</typeparam>
    /// <typeparam name="TExtensionInterface">The extension's interface.</typeparam>
    /// <param name="newExtensionFunc">Makes it.</param>
    (TExtension Extension, TExtensionInterface Reference) GetOrSetExtension<TExtension, TExtensionInterface>(Func<TExtension> newExtensionFunc)
        where TExtension : class, TExtensionInterface
        where TExtensionInterface : class, IGrainExtension;
}
