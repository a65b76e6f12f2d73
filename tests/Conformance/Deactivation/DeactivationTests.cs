using Orleans.Core.Internal;

namespace Krewe.Conformance.Tests.Deactivation;

[Collection(SharedCluster.Name)]
public sealed class DeactivationTests(ClusterFixture fixture)
{
    private readonly IUsualGrain _grain = fixture.New<IUsualGrain>();

    [Theory]
    [InlineData("grain")]
    [InlineData("grain base")]
    [InlineData("context")]
    [InlineData("runtime")]
    public async Task Reason_ByTheGrainItself_IsApplicationRequested(string way)
    {
        await _grain.LeaveAs(way);
        await Notes.Of(_grain).Until("deactivated ApplicationRequested");
    }

    [Fact]
    public async Task Reason_ByTheManagementExtension_IsApplicationRequested()
    {
        await _grain.Instance();
        await _grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        await Notes.Of(_grain).Until("deactivated ApplicationRequested");
    }

    [Fact]
    public async Task Reason_GivenToTheContext_ReachesTheGrain()
    {
        await _grain.Instance();
        Assert.True(fixture.Cluster.TryGetGrainContext(_grain.GetGrainId(), out var context));
        context!.Deactivate(new DeactivationReason(DeactivationReasonCode.RuntimeRequested, "a test"));
        await context.Deactivated.Soon();
        Assert.Contains("deactivated RuntimeRequested", Notes.Of(_grain).All);
    }

    [Fact]
    public async Task DeactivateOnIdle_WhileTheCallRuns_WaitsForItsEnd()
    {
        var call = _grain.LeaveAndStay("a");
        await Notes.Of(_grain).Until("a");
        Notes.Of(_grain).Open("a");
        await call.Soon();
        await Notes.Of(_grain).Until("deactivated ApplicationRequested");
        Assert.Equal(["a", "/a", "deactivated ApplicationRequested"], Notes.Of(_grain).All);
    }

    [Fact]
    public async Task Calls_ThatWait_GoToTheNextActivation()
    {
        var before = await _grain.Instance();
        var running = _grain.LeaveAndStay("a");
        await Notes.Of(_grain).Until("a");
        var waiting = Enumerable.Range(0, 5).Select(_ => _grain.Instance()).ToArray();
        Notes.Of(_grain).Open("a");
        await running.Soon();
        var after = await Task.WhenAll(waiting).Soon();
        Assert.Single(after.Distinct());
        Assert.DoesNotContain(before, after);
    }

    [Fact]
    public async Task Call_DuringOnDeactivate_WaitsForTheNextActivation()
    {
        var before = await _grain.Instance();
        await _grain.HoldDeactivation();
        await Notes.Of(_grain).Until("deactivated ApplicationRequested");
        var call = _grain.Instance();
        Assert.Equal(1, Notes.Of(_grain).Count("called"));
        Notes.Of(_grain).Open("deactivation");
        Assert.NotEqual(before, await call.Soon());
        Assert.Equal(["called", "deactivated ApplicationRequested", "deactivation ends", "called"], Notes.Of(_grain).All);
    }

    [Fact]
    public async Task OnDeactivate_Throws_TheGrainEndsAllTheSame()
    {
        var before = await _grain.Instance();
        await _grain.FailInDeactivation();
        await Notes.Of(_grain).Until("deactivated ApplicationRequested");
        Assert.NotEqual(before, await Eventually.Gives(_grain.Instance, instance => instance != before, "another activation"));
    }

    [Fact]
    public async Task OnDeactivate_OfOneActivation_RunsOnce()
    {
        await _grain.Instance();
        Assert.True(fixture.Cluster.TryGetGrainContext(_grain.GetGrainId(), out var context));
        DeactivationReason reason = new(DeactivationReasonCode.ApplicationRequested, "a test");
        context!.Deactivate(reason);
        context.Deactivate(reason);
        await context.Deactivated.Soon();
        Assert.Equal(1, Notes.Of(_grain).Count("deactivated ApplicationRequested"));
    }

    [Fact]
    public async Task Deactivation_OfAGrainThatIsNotActive_DoesNothingVisible()
    {
        await fixture.DeactivateAsync(_grain);
        Assert.Empty(Notes.Of(_grain).All);
    }
}
