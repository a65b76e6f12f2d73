using Krewe.Naming;

namespace Krewe.Abstractions.Tests.Naming;

public sealed class KeyTests
{
    [Theory]
    [InlineData("default/digits@local")]
    [InlineData("t/M_1.x-y@eu-west")]
    [InlineData("t/m@r#1")]
    [InlineData("t/m@r#2147483647")]
    public void ModelKey_Text_RoundTrips(string text) => Assert.Equal(text, ModelKey.Parse(text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("t/m")]
    [InlineData("m@r")]
    [InlineData("t@r/m")]
    [InlineData("/m@r")]
    [InlineData("t/@r")]
    [InlineData("t/m@")]
    [InlineData("T/m@r")]
    [InlineData("t/m@R")]
    [InlineData("t/a/b@r")]
    [InlineData("t/m@r@s")]
    [InlineData("t/m@r#")]
    [InlineData("t/m@r#-1")]
    [InlineData("t/m@r#+1")]
    [InlineData("t/m@r#x")]
    [InlineData("t/m@r#1#2")]
    [InlineData("t/m@r#2147483648")]
    [InlineData("t/m@r#0")]
    [InlineData("t/m@r#01")]
    [InlineData(" t/m@r")]
    public void ModelKey_OtherText_Refused(string? text)
    {
        Assert.False(ModelKey.TryParse(text, out var key));
        Assert.Equal(default, key);
        Assert.Throws<FormatException>(() => ModelKey.Parse(text!));
    }

    [Theory]
    [InlineData("default/digits@local/0")]
    [InlineData("t/m@r/999")]
    public void ReplicaId_Text_RoundTrips(string text) => Assert.Equal(text, ReplicaId.Parse(text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t/m@r")]
    [InlineData("t/m@r/")]
    [InlineData("t/m@r/-1")]
    [InlineData("t/m@r/x")]
    [InlineData("t/m@r/01")]
    [InlineData("t/m@r/2147483648")]
    [InlineData("/0")]
    public void ReplicaId_OtherText_Refused(string? text)
    {
        Assert.False(ReplicaId.TryParse(text, out _));
        Assert.Throws<FormatException>(() => ReplicaId.Parse(text!));
    }

    [Fact]
    public void ReplicaId_Order_ByModelThenNumber()
    {
        string[] sorted = ["t/a@r/2", "t/a@r/10", "t/b@r/0"];

        Assert.Equal(sorted, sorted.Reverse().Select(ReplicaId.Parse).Order().Select(id => id.ToString()));
        Assert.True(ReplicaId.Parse(sorted[0]) < ReplicaId.Parse(sorted[1]));
        Assert.True(ReplicaId.Parse(sorted[2]) >= ReplicaId.Parse(sorted[1]));
    }

    [Theory]
    [InlineData("local/default")]
    [InlineData("eu-west/gpu.large")]
    public void PoolKey_Text_RoundTrips(string text) => Assert.Equal(text, PoolKey.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("local")]
    [InlineData("local/")]
    [InlineData("/default")]
    [InlineData("a/b/c")]
    [InlineData("Local/default")]
    public void PoolKey_OtherText_Refused(string text) => Assert.Throws<FormatException>(() => PoolKey.Parse(text));

    [Theory]
    [InlineData("h1/cpu")]
    [InlineData("h1/GPU-7c9f/mig-1")]
    public void DeviceKey_Text_RoundTrips(string text) => Assert.Equal(text, DeviceKey.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("h1")]
    [InlineData("h1/")]
    [InlineData("/cpu")]
    public void DeviceKey_OtherText_Refused(string text) => Assert.Throws<FormatException>(() => DeviceKey.Parse(text));
}
