namespace Krewe.Conformance.Tests.Support;

/// <summary>A test that one of the engines is known not to pass, and why.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DiffersOnAttribute : FactAttribute
{
    public DiffersOnAttribute(Engine engine, string reason)
    {
        if (engine == Current)
        {
            Skip = $"{engine}: {reason}";
        }
    }

    private static Engine Current =>
#if ORLEANS
        Engine.Orleans;
#else
        Engine.Bundled;
#endif
}
