using System.Diagnostics;
using Krewe.Silo.Telemetry;
using OpenTelemetry.Trace;

namespace Krewe.Silo.Tests.Telemetry;

public sealed class RequestSamplerTests
{
    [Theory]
    [InlineData("krewe.infer", 1, SamplingDecision.RecordAndSample)]
    [InlineData("krewe.infer", 0, SamplingDecision.Drop)]
    [InlineData("krewe.IHostGrain/ObserveAsync", 1, SamplingDecision.Drop)]
    public void ShouldSample_ARoot_OnlyRequestsBeginTraces(string name, double ratio, SamplingDecision decision) =>
        Assert.Equal(decision, Sample(default, name, ratio));

    [Theory]
    [InlineData(ActivityTraceFlags.Recorded, SamplingDecision.RecordAndSample)]
    [InlineData(ActivityTraceFlags.None, SamplingDecision.Drop)]
    public void ShouldSample_BelowAnother_GoesByTheParent(ActivityTraceFlags flags, SamplingDecision decision)
    {
        var parent = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags, isRemote: true);
        Assert.Equal(decision, Sample(parent, "krewe.IReplicaGrain/ExecuteAsync", 1));
        Assert.Equal(decision, Sample(parent, "krewe.infer", 0.5));
    }

    private static SamplingDecision Sample(ActivityContext parent, string name, double ratio) =>
        new ParentBasedSampler(new RequestSampler(ratio))
            .ShouldSample(new SamplingParameters(parent, ActivityTraceId.CreateRandom(), name, ActivityKind.Server)).Decision;
}
