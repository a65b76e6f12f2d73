using System.Collections.Immutable;
using Krewe.Planning.Replay;
using Krewe.Specs;

namespace Krewe.Planning.Simulations;

/// <summary>What the runs of a simulation have come to.</summary>
/// <param name="Plan">What was simulated.</param>
/// <param name="Runs">One result for each seed.</param>
public sealed record SimulationOutcome(SimulationPlan Plan, ImmutableArray<ReplayResult> Runs)
{
    /// <summary>The machines of the fleet.</summary>
    public int Hosts => Plan.Hosts.Sum(group => group.Count);

    /// <summary>The share of requests answered in time, as the mean of the runs.</summary>
    public double InTime => Runs.Average(run => run.InTime);

    /// <summary>The same in the worst run.</summary>
    public double LeastInTime => Runs.Min(run => run.InTime);

    /// <summary>Requests answered in time, each second of the trace.</summary>
    public double Goodput => Runs.Average(run => run.Arrived - run.Violated) / (Plan.Trace.Steps * Plan.Trace.StepSeconds);

    /// <summary>The share of requests answered in time by class; classes without requests are left out.</summary>
    public ImmutableSortedDictionary<ServiceClass, double> InTimeByClass
    {
        get
        {
            var classes = ImmutableSortedDictionary.CreateBuilder<ServiceClass, double>();
            var counts = Runs.SelectMany(run => run.ByClass.SelectMany((model, i) => model.Select((count, at) => (Class: ClassOf(Plan.Trace.Names[i], at), Count: count))));
            foreach (var group in counts.GroupBy(one => one.Class))
            {
                var arrived = group.Sum(one => one.Count.Arrived);
                if (arrived > 0)
                {
                    classes[group.Key] = 1 - ((double)group.Sum(one => one.Count.Violated) / arrived);
                }
            }

            return classes.ToImmutable();
        }
    }

    private ServiceClass ClassOf(string name, int at) => Plan.Models.First(model => model.Name == name) is { Classes: { IsEmpty: false } classes } ? classes[at].Class : Plan.Models.First(model => model.Name == name).Class;
}
