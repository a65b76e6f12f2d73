namespace Krewe.Grains.Tests.Support;

/// <summary>A test whose verdict hangs on fractions of a second: only virtual time has them. On Microsoft Orleans it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class VirtualTimeFactAttribute : FactAttribute
{
#if ORLEANS
    internal const string? Reason = "Orleans has no virtual time, and the verdict hangs on fractions of a second";
#else
    internal const string? Reason = null;
#endif

    public VirtualTimeFactAttribute() => Skip = Reason;
}
