using System.Reflection;
using System.Text;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Replicas;
using Krewe.Specs;
using Orleans;

namespace Krewe.Silo.Tests.Front.Regions;

/// <summary>The grains of one model in two regions: queues that say what the test says, and replicas that count what they execute.</summary>
public class FakeRegions : DispatchProxy
{
    private const string Output = """{"model_name":"m","outputs":[{"name":"y","datatype":"FP32","shape":[1],"data":[1]}]}""";

    /// <summary>What the queue of a region says; thrown where it is an exception.</summary>
    public Dictionary<string, Func<object>> Queues { get; } = [];

    /// <summary>Where it was executed, in order.</summary>
    public List<string> Executed { get; } = [];

    /// <summary>All grains are made by this.</summary>
    public IGrainFactory Factory => (IGrainFactory)(object)this;

    public static FakeRegions Create() => (FakeRegions)(object)Create<IGrainFactory, FakeRegions>();

    public static ModelKey Key(string region) => new("default", "digits", region);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var key = (string)args![0]!;
        return targetMethod!.GetGenericArguments()[0] == typeof(IModelGrain) ? Grain<IModelGrain>(method => Queue(method, ModelKey.Parse(key).Region))
            : targetMethod.GetGenericArguments()[0] == typeof(IReplicaGrain) ? Grain<IReplicaGrain>(_ => Execute(ReplicaId.Parse(key).Model.Region))
            : throw new NotSupportedException(targetMethod.ToString());
    }

    private static T Grain<T>(Func<string, object> answer)
        where T : class
    {
        var grain = Create<T, FakeGrain>();
        ((FakeGrain)(object)grain).Answer = answer;
        return grain;
    }

    private Task Queue(string method, string region) => method switch
    {
        nameof(IModelGrain.GetAsync) => Task.FromResult<ModelView?>(new ModelView { Spec = Spec(region), Generation = 1, ReadyReplicas = 1 }),
        nameof(IModelGrain.SubmitAsync) => Queues[region]() is Exception failure ? Task.FromException<TicketDecision>(failure) : Task.FromResult(Granted(region)),
        _ => Task.CompletedTask,
    };

    private Task<ExecutionResult> Execute(string region)
    {
        Executed.Add(region);
        return Task.FromResult(new ExecutionResult { Outcome = ExecutionOutcome.Completed, Payload = Encoding.UTF8.GetBytes(Output), ServiceTime = TimeSpan.FromMilliseconds(1) });
    }

    private static TicketDecision Granted(string region) => new()
    {
        Verdict = TicketVerdict.Granted,
        Grant = new Grant { TicketId = "t", Attempt = 1, Replica = new ReplicaId(Key(region), 0), Epoch = 1, Version = "1" },
    };

    private static ModelSpec Spec(string region) => new()
    {
        Name = "digits",
        Region = region,
        Timeout = TimeSpan.FromSeconds(30),
        Regions = region == "eu" ? new RegionsSpec { Allow = ["us"] } : null,
        Backend = new BackendSpec { Command = "x" },
    };

    /// <summary>One of them.</summary>
    public class FakeGrain : DispatchProxy
    {
        internal Func<string, object> Answer { get; set; } = _ => Task.CompletedTask;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Answer(targetMethod!.Name);
    }
}
