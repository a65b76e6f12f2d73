namespace Krewe.Nvml.Tests.Support;

/// <summary>A test that holds on the fake and on a real card.</summary>
public sealed class CardFactAttribute : FactAttribute
{
    public CardFactAttribute() => Skip = Card.IsReal ? null : FakeFactAttribute.WhyMissing;
}
