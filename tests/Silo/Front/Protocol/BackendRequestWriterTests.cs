using Krewe.Silo.Front.Protocol;
using static Krewe.Silo.Tests.Front.Protocol.Json;

namespace Krewe.Silo.Tests.Front.Protocol;

public sealed class BackendRequestWriterTests
{
    [Fact]
    public void Write_Request_ForwardsWhatIsTheServersAndNothingElse()
    {
        var request = Request("""
            {"extra":1,"id":"é1",
             "parameters":{"priority":2,"timeout":5,"class":"standard","tenant":"t","affinity":"a","fairness_key":"f","idempotency_id":"i","temp":0.50,"s":"<"},
             "inputs":[{"Data":[9],"name":"x","extra":{"data":[1]},"parameters":{"k":true},"data":[ 1.50, 2 ],"shape":[1,2],"datatype":"FP32"}],
             "outputs":[{"name":"y","extra":1,"parameters":{"classification":1}},{"name":"z"}]}
            """);

        Assert.Equal(
            """{"id":"\u00E91","parameters":{"temp":0.50,"s":"<"},"""
            + """ "inputs":[{"name":"x","shape":[1,2],"datatype":"FP32","parameters":{"k":true},"data":[ 1.50, 2 ]}],""".TrimStart()
            + """ "outputs":[{"name":"y","parameters":{"classification":1}},{"name":"z"}]}""".TrimStart(),
            Written(output => BackendRequestWriter.Write(output, request)));
    }

    [Fact]
    public void Write_SmallestRequest_HasOnlyInputs() =>
        Assert.Equal(
            Tensor("FP32", "[1]", "[1]"),
            Written(output => BackendRequestWriter.Write(output, Request(Tensor("FP32", "[1]", "[1]")))));

    [Theory]
    [MemberData(nameof(InferenceRequestReaderTests.Extremes), MemberType = typeof(InferenceRequestReaderTests))]
    public void Write_ThenRead_GivesTheSameTensors(string datatype, string pair)
    {
        var first = Request(Tensor(datatype, "[2,2]", $"[[{pair}], [{pair}]]"));
        var second = Request(Written(output => BackendRequestWriter.Write(output, first)));

        Assert.Equal(Text(first.Inputs[0].Data), Text(second.Inputs[0].Data));
        Assert.Equal(first.Inputs[0].Shape, second.Inputs[0].Shape);
        Assert.Equal(first.Inputs[0].Datatype, second.Inputs[0].Datatype);
    }
}
