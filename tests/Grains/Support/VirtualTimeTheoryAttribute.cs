namespace Krewe.Grains.Tests.Support;

/// <summary>As <see cref="VirtualTimeFactAttribute"/>, of a table.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class VirtualTimeTheoryAttribute : TheoryAttribute
{
    public VirtualTimeTheoryAttribute() => Skip = VirtualTimeFactAttribute.Reason;
}
