namespace Krewe.Runtime.Tests.Serialization;

/// <summary>Types that cannot be marked, by their surrogates.</summary>
public sealed class ConverterTests
{
    [Fact]
    public void Read_ForeignTypesAsMembers_AreMadeByTheirConverters()
    {
        Measured copy = Wire.RoundTrip(new Measured(new ForeignRange(3, 7), new ForeignAngle(1.5), new ForeignBox<string>("in")));
        Assert.Equal((3, 7, 1.5, "in"), (copy.Range!.From, copy.Range.To, copy.Angle.Degrees, copy.Box!.Content));
        copy = Wire.RoundTrip(new Measured(null, default, null));
        Assert.Equal((null, null), (copy.Range, copy.Box));
    }

    [Fact]
    public void Read_ForeignTypesAsObjects_KeepTheirTypes()
    {
        Assert.Equal(4, Assert.IsType<ForeignRange>(Wire.ReadObject(Wire.WriteObject(new ForeignRange(1, 4)))).To);
        Assert.Equal(2, Assert.IsType<ForeignAngle>(Wire.ReadObject(Wire.WriteObject(new ForeignAngle(2)))).Degrees);
        Assert.Equal(9, Assert.IsType<ForeignBox<int>>(Wire.ReadObject(Wire.WriteObject(new ForeignBox<int>(9)))).Content);
    }

    [Fact]
    public void Copy_ForeignType_IsAnotherObject()
    {
        ForeignRange range = new(2, 5);
        ForeignRange copy = Krewe.Runtime.Serialization.Codecs.Get<ForeignRange>().Copy(range);
        Assert.NotSame(range, copy);
        Assert.Equal((2, 5), (copy.From, copy.To));
    }

    [Fact]
    public void Read_ClassDerivedFromAForeignOne_IsPopulated()
    {
        NamedRange range = new("r", 10, 12);
        NamedRange read = Assert.IsType<NamedRange>(Wire.RoundTrip<ForeignRange>(range));
        Assert.Equal(("r", 10, 12), (read.Name, read.From, read.To));
        NamedRange copy = Krewe.Runtime.Serialization.Codecs.Get<NamedRange>().Copy(range);
        Assert.NotSame(range, copy);
        Assert.Equal(("r", 10, 12), (copy.Name, copy.From, copy.To));
    }

    [Fact]
    public void Write_ForeignType_HasTheFormOfItsSurrogate() =>
        Assert.Equal(Wire.Write(new AngleSurrogate { Degrees = 45 }), Wire.Write(new ForeignAngle(45)));
}
