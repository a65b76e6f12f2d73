namespace Krewe.Conformance.Tests.Support;

/// <summary>What is expected of an engine where the two differ. What is promised of both is not here.</summary>
internal static class Expected
{
    /// <summary>
    /// What is referred to twice arrives as one object, and cycles travel. The bundled engine's values are trees: such an object
    /// arrives twice, and a cycle is an error of that call alone (docs/serialization.md).
    /// </summary>
#if ORLEANS
    public static bool ReferencesAreKept => true;
#else
    public static bool ReferencesAreKept => false;
#endif
}
