using Orleans.Runtime;

namespace Orleans;

/// <summary>What can be asked of every grain and grain reference.</summary>
public static class GrainExtensions
{
    /// <summary>A reference to the grain under that interface.</summary>
    /// <typeparam name="TGrainInterface">The grain interface.</typeparam>
    /// <param name="grain">A grain object or a reference.</param>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) => (TGrainInterface)grain.AsReference(typeof(TGrainInterface));

    /// <summary>A reference to the grain under that interface.</summary>
    /// <param name="grain">A grain object or a reference.</param>
    /// <param name="interfaceType">The grain interface.</param>
    public static object AsReference(this IAddressable grain, Type interfaceType)
    {
        var reference = Reference(grain);
        return interfaceType.IsInstanceOfType(reference) ? reference : reference.Sender.CreateReference(reference.GrainId, interfaceType);
    }

    /// <summary>The same grain under another interface.</summary>
    /// <typeparam name="TGrainInterface">The grain interface.</typeparam>
    /// <param name="grain">A grain object or a reference.</param>
    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) => grain.AsReference<TGrainInterface>();

    /// <summary>The same grain under another interface.</summary>
    /// <param name="grain">A grain object or a reference.</param>
    /// <param name="interfaceType">The grain interface.</param>
    public static object Cast(this IAddressable grain, Type interfaceType) => grain.AsReference(interfaceType);

    /// <summary>The grain's identity.</summary>
    /// <param name="grain">A grain object or a reference.</param>
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        GrainReference reference => reference.GrainId,
        IGrainBase { GrainContext: { } context } => context.GrainId,
        null => throw new ArgumentNullException(nameof(grain)),
        _ => throw NotAGrain(grain),
    };

    /// <summary>The key as a string.</summary>
    /// <param name="grain">A grain object or a reference.</param>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    /// <summary>The key as a GUID.</summary>
    /// <param name="grain">A grain object or a reference.</param>
    public static Guid GetPrimaryKey(this IAddressable grain) => grain.GetGrainId().GetGuidKey();

    /// <summary>The key as a GUID, with its extension.</summary>
    /// <param name="grain">A grain object or a reference.</param>
    /// <param name="keyExt">The extension, or null.</param>
    public static Guid GetPrimaryKey(this IAddressable grain, out string? keyExt) => grain.GetGrainId().GetGuidKey(out keyExt);

    /// <summary>The key as an integer.</summary>
    /// <param name="grain">A grain object or a reference.</param>
    public static long GetPrimaryKeyLong(this IAddressable grain) => grain.GetGrainId().GetIntegerKey();

    /// <summary>The key as an integer, with its extension.</summary>
    /// <param name="grain">A grain object or a reference.</param>
    /// <param name="keyExt">The extension, or null.</param>
    public static long GetPrimaryKeyLong(this IAddressable grain, out string? keyExt) => grain.GetGrainId().GetIntegerKey(out keyExt);

    /// <summary>Whether the key is an integer.</summary>
    /// <param name="grain">A grain object or a reference.</param>
    public static bool IsPrimaryKeyBasedOnLong(this IAddressable grain) => grain.GetGrainId().TryGetIntegerKey(out _, out _);

    private static GrainReference Reference(IAddressable grain) => grain switch
    {
        GrainReference reference => reference,
        IGrainBase { GrainContext: { } context } => context.GrainReference,
        null => throw new ArgumentNullException(nameof(grain)),
        _ => throw NotAGrain(grain),
    };

    private static ArgumentException NotAGrain(IAddressable grain) =>
        new($"{grain.GetType()} is neither a grain made by the engine nor a grain reference.", nameof(grain));
}
