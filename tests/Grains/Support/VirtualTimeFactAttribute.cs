namespace Krewe.Grains.Tests.Support;

/// <summary>A test whose verdict is a time to the millisecond: only virtual time has it. On Microsoft Orleans it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class VirtualTimeFactAttribute : FactAttribute
{
#if ORLEANS
    internal const string? Reason = "Orleans has no virtual time, and the verdict is a time to the millisecond";
#else
    internal const string? Reason = null;
#endif

    public VirtualTimeFactAttribute() => Skip = Reason;
}
