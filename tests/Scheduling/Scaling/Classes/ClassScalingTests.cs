using System.Collections.Immutable;
using Krewe.Scheduling.Scaling;
using Krewe.Scheduling.Scaling.Decisions;
using Krewe.Scheduling.Scaling.Demand;
using Krewe.Scheduling.Scaling.Need;
using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Scheduling.Tests.Scaling.Classes;

/// <summary>How many replicas a model wants whose requests are of several classes.</summary>
public class ClassScalingTests
{
    private readonly ScalingPolicy _policy = new(new ScalingOptions { PlacesCost = true });

    [Fact]
    public void Decide_OneClass_IsAsWithoutClasses()
    {
        for (var rate = 5; rate <= 60; rate += 5)
        {
            var model = Model(rate);
            var (plain, one) = (Decide(model), Decide(model with { Classes = [Class(1, 0.5)] }));
            Assert.Equal((plain.Target, plain.Wanted, plain.LateBefore, plain.LateAfter), (one.Target, one.Wanted, one.LateBefore, one.LateAfter));
        }
    }

    [Fact]
    public void Decide_PatientRequests_TakeFewerThanImpatientOnes()
    {
        var (patient, impatient) = (Decide(Model(60) with { Classes = [Class(0.2, 0.3), Class(0.8, 30)] }), Decide(Model(60) with { Classes = [Class(0.2, 0.3), Class(0.8, 0.3)] }));
        Assert.True(patient.Wanted < impatient.Wanted, $"{patient.Wanted} for patient, {impatient.Wanted} for impatient ones.");

        // What is patient must still be served.
        Assert.InRange(patient.Wanted, 6, 8);
    }

    [Fact]
    public void Decide_ImportantAndImpatient_HoldsThePromiseToThem()
    {
        // As a whole nearly nobody would be late with six; but that are all of the important ones.
        var model = Model(50) with { Serving = 6 };
        var whole = Decide(model with { Service = Service with { ObjectiveSeconds = 5 } });
        var byClass = Decide(model with { Classes = [Class(0.1, 0.12), Class(0.9, 5)] });
        Assert.True(byClass.Wanted > whole.Wanted, $"{byClass.Wanted} by class, {whole.Wanted} as a whole.");
    }

    [Fact]
    public void Decide_MoreLoad_NeverWantsFewer()
    {
        var before = 0;
        for (var rate = 10; rate <= 120; rate += 10)
        {
            var wanted = Decide(Model(rate) with { Serving = 12, Classes = [Class(0.25, 0.3), Class(0.5, 1), Class(0.25, 20)] }).Wanted;
            Assert.True(wanted >= before, $"{wanted} at {rate}/s, {before} before.");
            before = wanted;
        }

        Assert.InRange(before, 12, 20);
    }

    [Fact]
    public void Decide_ScarcePlaces_GoToTheModelWhoseLateRequestsCountMore()
    {
        var (critical, batch) = (Model(30) with { Model = "a", Serving = 2, Classes = [Class(0.9, 0.5, 16), Class(0.1, 5, 1)] }, Model(30) with { Model = "b", Serving = 2, Classes = [Class(0.1, 0.5, 16), Class(0.9, 0.5, 1)] });
        var decided = _policy.Decide(new ScalingSnapshot([batch, critical], 6, 2)).Models;
        Assert.True(decided[1].Target > decided[0].Target, $"{decided[1].Target} and {decided[0].Target}.");
    }

    [Theory]
    [InlineData(2, 0, true)]
    [InlineData(0, 12, false)]
    [InlineData(0, 400, true)]
    [InlineData(5, 0, true)]
    public void IsSurge_ByClass_CountsWhatIsBefore(int critical, int batch, bool surge)
    {
        // One replica answers ten a second: one within the critical objective, thirty-odd within the other.
        var model = Model(1) with { Serving = 1, Classes = [Class(0.5, 0.12) with { Inside = critical }, Class(0.5, 3.5) with { Inside = batch }] };
        Assert.Equal(surge, SurgeRule.IsSurge(model));
    }

    [Fact]
    public void Decide_AClassWithoutObjective_IsAnError() =>
        Assert.Throws<ArgumentException>(() => Decide(Model(1) with { Classes = [Class(0.5, 0), Class(0.5, 1)] }));

    private static ServiceModel Service => new() { Service = TimeDistribution.Constant(0.1), ObjectiveSeconds = 0.5, QueueLimit = 1000 };

    private ModelDecision Decide(ModelSnapshot model) => _policy.Decide(new ScalingSnapshot([model], 40, 40 - model.Serving)).Models[0];

    private static ClassLoad Class(double share, double objective, double weight = 1) => new(share, objective, 0, 0.01, weight);

    private static ModelSnapshot Model(double rate) => new()
    {
        Model = "m", Service = Service, Serving = 1, Inside = 0, Demand = [new DemandScenario(1, [rate])],
    };
}
