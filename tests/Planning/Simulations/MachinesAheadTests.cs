using Krewe.Planning.Replay;
using Krewe.Planning.Simulations;
using Krewe.Planning.Traces;
using Krewe.Specs.Simulations;
using Xunit.Abstractions;

namespace Krewe.Planning.Tests.Simulations;

/// <summary>Machines that take minutes to come: bought for what will be needed when they serve, or for what is needed now.</summary>
public class MachinesAheadTests(ITestOutputHelper output)
{
    private const int Day = 1_440;

    /// <summary>Six o'clock of the third day.</summary>
    private const int From = (2 * Day) + 360;

    [Fact]
    public void Run_PeakOfEachDay_MachinesAreThereWhenItComes()
    {
        var (ahead, without) = (Simulation.Run(Morning(ahead: true)).Runs[0], Simulation.Run(Morning(ahead: false)).Runs[0]);
        var (ramp, rampWithout) = (LateInRamp(ahead), LateInRamp(without));
        output.WriteLine($"ahead: {ramp:0} late in the ramp, {ahead.Violated} of {ahead.Arrived} in all, cost {ahead.Cost:0.00}, {ahead.MachinesBought} bought");
        output.WriteLine($"without: {rampWithout:0} late in the ramp, {without.Violated} in all, cost {without.Cost:0.00}, {without.MachinesBought} bought");

        // What the margin lets be late to the promised share is late later, when it saves most.
        Assert.True(ramp < 0.1 * rampWithout, $"{ramp} late in the ramp with the look ahead, {rampWithout} without");
        // Who was late in the ramp has to pay for it afterwards.
        Assert.True(ahead.Violated <= without.Violated, $"{ahead.Violated} late with the look ahead, {without.Violated} without");
        Assert.InRange(ahead.Cost / without.Cost, 0.5, 0.95);
    }

    [Fact]
    public void Run_SteadyWithNoise_MachinesDoNotComeAndGo()
    {
        var random = new Random(5);
        var trace = new RateTrace(["m"], [[.. Enumerable.Range(0, 240).Select(_ => (int)(3_000 + (160 * (random.NextDouble() + random.NextDouble() - 1))))]]);
        var run = Simulation.Run(Plan(trace)).Runs[0];
        var without = Simulation.Run(Plan(trace) with { MachinesAhead = false }).Runs[0];
        output.WriteLine($"ahead: {run.MachinesBought} bought, {run.InTime:0.0000} in time, cost {run.Cost:0.00}; without: {without.MachinesBought} bought, {without.InTime:0.0000} in time, cost {without.Cost:0.00}");

        // Ten to begin with, as all are late until the first of them serve; then need lies at the edge of one, which is kept for five minutes each time.
        Assert.InRange(run.MachinesBought, 7, 14);
    }

    /// <summary>A second group that takes ten minutes, and costs too much to be bought, does not have the quick one bought ten minutes ahead.</summary>
    [Fact]
    public void Run_AnotherGroupIsSlow_TheQuickOneIsBoughtWhenItIsDue()
    {
        var plan = Morning(ahead: true);
        plan = plan with { Hosts = [plan.Hosts[0] with { Start = TimeSpan.FromSeconds(30) }] };
        var (alone, beside) = (Simulation.Run(plan).Runs[0], Simulation.Run(plan with
        {
            Hosts = [.. plan.Hosts, plan.Hosts[0] with { Name = "slow", HourlyPrice = 5, Least = 0, Start = TimeSpan.FromMinutes(10) }],
        }).Runs[0]);
        output.WriteLine($"alone: {LateInRamp(alone):0} late in the ramp, {alone.Violated} in all, cost {alone.Cost:0.00}, {alone.MachinesBought} bought");
        output.WriteLine($"beside: {LateInRamp(beside):0} late in the ramp, {beside.Violated} in all, cost {beside.Cost:0.00}, {beside.MachinesBought} bought");
        Assert.InRange(beside.Cost / alone.Cost, 0.97, 1.03);
        Assert.InRange(beside.Violated, 0, 1.1 * alone.Violated);
    }

    private static double LateInRamp(ReplayResult run) => Enumerable.Range(58, 15).Sum(minute => run.ViolatedShares[0][minute] * Requests(From + minute));

    private static SimulationPlan Morning(bool ahead) => Plan(Minutes(From, 150)) with { History = Minutes(0, From), MachinesAhead = ahead };

    private static SimulationPlan Plan(RateTrace trace) => new()
    {
        Hosts = [new SimulatedHosts { Name = "m", Count = 16, CpuMillicores = 2_000, HourlyPrice = 1, Elastic = true, Least = 1, Start = TimeSpan.FromMinutes(3), Idle = TimeSpan.FromMinutes(5) }],
        Models = [new SimulatedModel { Name = "m", CpuMillicores = 1_000, Service = TimeSpan.FromMilliseconds(200), Objective = TimeSpan.FromSeconds(1) }],
        Trace = trace,
    };

    private static RateTrace Minutes(int from, int count) => new(["m"], [[.. Enumerable.Range(from, count).Select(Requests)]]);

    /// <summary>A night of 5 requests a second, and from seven o'clock on an hour of 60, which comes and goes within ten minutes.</summary>
    private static int Requests(int minute)
    {
        var (time, noise) = (minute % Day, 1 + (0.03 * Math.Sin(minute * 12.9898)));
        var height = Math.Clamp(Math.Min((time - 420) / 10.0, (490 - time) / 10.0), 0, 1);
        return (int)(60 * (5 + (55 * height)) * noise);
    }
}
