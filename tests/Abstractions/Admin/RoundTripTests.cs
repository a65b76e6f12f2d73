using System.Reflection;
using System.Text.Json;
using Krewe.Abstractions.Tests.Support;
using Krewe.Admin;
using Krewe.Errors;
using Krewe.Specs;
using Orleans;

namespace Krewe.Abstractions.Tests.Admin;

/// <summary>Whatever goes over the wire or out as JSON comes back as it was. New types are found by reflection.</summary>
public sealed class RoundTripTests
{
    private const int Seeds = 50;

    public static TheoryData<Type> Json => [.. Records().Where(type => type.Name != "BackendReply")];

    public static TheoryData<Type> Messages =>
        [.. Records().Where(type => type.IsDefined(typeof(GenerateSerializerAttribute)))];

    [Theory]
    [MemberData(nameof(Json))]
    public void KreweJson_AnyValue_RoundTrips(Type type)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var text = JsonSerializer.Serialize(new AnyValue(seed).Of(type), type, KreweJson.Options);

            var back = JsonSerializer.Deserialize(text, type, KreweJson.Options);

            Assert.Equal(text, JsonSerializer.Serialize(back, type, KreweJson.Options));
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Wire_AnyValue_RoundTrips(Type type) =>
        typeof(RoundTripTests).GetMethod(nameof(WireRoundTrip), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, null);

    [Fact]
    public void ModelSpec_AnyValue_EqualAfterJsonAndWire()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var spec = (ModelSpec)new AnyValue(seed).Of(typeof(ModelSpec))!;

            Assert.Equal(spec, JsonSerializer.Deserialize<ModelSpec>(JsonSerializer.Serialize(spec, KreweJson.Options), KreweJson.Options));
            Assert.Equal(spec, Wire.OverTheWire(spec));
        }
    }

    [Fact]
    public void KreweJson_Names_SnakeCaseSecondsAndText()
    {
        var text = JsonSerializer.Serialize(new ModelSpec { Name = "m", Backend = new BackendSpec { Url = "http://h" }, Timeout = TimeSpan.FromMilliseconds(1_500) }, KreweJson.Options);

        Assert.Contains("\"timeout\":1.5", text, StringComparison.Ordinal);
        Assert.Contains("\"class\":\"standard\"", text, StringComparison.Ordinal);
        Assert.Contains("\"cpu_millicores\":500", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"name\":\"m\"}")]
    [InlineData("{\"name\":\"m\",\"backend\":{},\"class\":7}")]
    public void KreweJson_SpecWithoutWhatItMustHave_JsonException(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ModelSpec>(json, KreweJson.Options));

    [Fact]
    public void KreweException_Wire_KeepsItsProblem()
    {
        var problem = new Problem { Code = ErrorCodes.PoolEmpty, Message = "m", Where = "w", Reasons = ["a", "b"], Next = "n" };

        var back = Assert.IsType<KreweException>(Wire.AnyOverTheWire(new KreweException(problem)));

        Assert.Equal(problem.ToString(), back.Problem.ToString());
        Assert.Equal<IEnumerable<string>>([.. problem.Reasons], [.. back.Problem.Reasons]);
        Assert.Equal(problem.Next, back.Problem.Next);
    }

    private static IEnumerable<Type> Records() => typeof(ModelSpec).Assembly.GetExportedTypes()
        .Where(type => type is { IsAbstract: false, IsEnum: false } && type.GetMethod("<Clone>$") is not null)
        .OrderBy(type => type.FullName, StringComparer.Ordinal);

    private static void WireRoundTrip<T>()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var value = (T)new AnyValue(seed).Of(typeof(T))!;

            Assert.Equal(Text(value), Text(Wire.OverTheWire(value)));
            Assert.Equal(Text(value), Text(Wire.Copy(value)));
        }
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, KreweJson.Options);
}
