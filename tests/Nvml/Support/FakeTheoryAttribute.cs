namespace Krewe.Nvml.Tests.Support;

/// <summary>As <see cref="FakeFactAttribute"/>.</summary>
public sealed class FakeTheoryAttribute : TheoryAttribute
{
    public FakeTheoryAttribute() => Skip = FakeFactAttribute.WhyMissing;
}
