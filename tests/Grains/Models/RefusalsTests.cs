using Krewe.Errors;
using Krewe.Grains.Models;
using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Scheduling.Queueing;
using Krewe.Scheduling.Queueing.Admission;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Models;

public sealed class RefusalsTests
{
    private static readonly ModelSpec Spec = Samples.Spec() with { Queue = new QueueSpec { MaxRequests = 7, MaxBytes = 2_048 } };

    public static TheoryData<TicketDecision, string, string, int?> Cases => new()
    {
        { Refusals.NoModel("default/x@local"), ErrorCodes.ModelUnknown, "there is no model 'default/x@local'", null },
        { Refusals.Removed("default/x@local"), ErrorCodes.ModelRemoved, "was deleted while the request waited", null },
        { Refusals.NoVersion(Spec, "9"), ErrorCodes.VersionUnknown, "no version '9'; it serves version '1'", null },
        { Refusals.NoReplicas(Spec), ErrorCodes.ModelNotReady, "0 replicas", 10_000 },
        { Refusals.Duplicate("r"), ErrorCodes.DuplicateRequest, "'r' is already waiting", null },
        { Refusals.Shed(Spec, null), ErrorCodes.Shed, "gave way to a more important one", 1_000 },
        { Refusals.Shed(Spec, TimeSpan.FromSeconds(3)), ErrorCodes.Shed, "gave way", 3_000 },
        { Refusals.Full(Spec, EnqueueStatus.FullByCount, null), ErrorCodes.QueueFull, "its 7 requests", 1_000 },
        { Refusals.Full(Spec, EnqueueStatus.FullByBytes, TimeSpan.FromSeconds(2)), ErrorCodes.QueueFull, "its 2048 bytes", 2_000 },
        { Refusals.Full(Spec, EnqueueStatus.TooLarge, null), ErrorCodes.QueueFull, "larger than the whole queue of model 'digits' (2048 bytes)", null },
        { Refused(AdmissionReason.ServiceTooLong), ErrorCodes.DeadlineUnreachable, "takes longer than the 50 ms that are left", null },
        { Refused(AdmissionReason.QueueTooLong), ErrorCodes.DeadlineUnreachable, "predicted wait for model 'digits' is 900 ms; 50 ms are left", 850 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Refusal_Case_CodeTextAndRetry(TicketDecision decision, string code, string text, int? retryMilliseconds)
    {
        Assert.Equal(TicketVerdict.Refused, decision.Verdict);
        Assert.Equal(code, decision.Problem!.Code);
        Assert.Contains(text, decision.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(retryMilliseconds, decision.RetryAfter?.TotalMilliseconds);
    }

    [Fact]
    public void Refusal_DeadlinePassed_IsExpired()
    {
        Assert.Equal(TicketVerdict.Expired, Refusals.Full(Spec, EnqueueStatus.DeadlinePassed, null).Verdict);
        Assert.Equal(TicketVerdict.Expired, Refused(AdmissionReason.DeadlinePassed).Verdict);
        Assert.Equal(ErrorCodes.DeadlineExpired, Refusals.Expired("m").Problem!.Code);
    }

    private static TicketDecision Refused(AdmissionReason reason) => Refusals.NotAdmitted(
        Spec,
        new AdmissionDecision(false, reason, TimeSpan.FromMilliseconds(900), reason == AdmissionReason.QueueTooLong ? TimeSpan.FromMilliseconds(850) : null),
        TimeSpan.FromMilliseconds(50));
}
