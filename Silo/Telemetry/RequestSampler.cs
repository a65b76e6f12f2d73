using OpenTelemetry.Trace;

namespace Krewe.Silo.Telemetry;

/// <summary>
/// What begins a trace: requests, a share of them. Not the grains' own rounds, which call each other every second. Below a request, and
/// where the caller has decided, <see cref="ParentBasedSampler"/> goes by the parent.
/// </summary>
internal sealed class RequestSampler(double ratio) : Sampler
{
    private readonly TraceIdRatioBasedSampler _requests = new(ratio);

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Name == KreweActivities.Request ? _requests.ShouldSample(samplingParameters) : new SamplingResult(SamplingDecision.Drop);
}
