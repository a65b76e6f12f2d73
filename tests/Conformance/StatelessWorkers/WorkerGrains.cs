namespace Krewe.Conformance.Tests.StatelessWorkers;

public interface IWorkerGrain : IGrainWithStringKey
{
    Task<Guid> Hold(string gate);

    Task<SiloAddress> Where();

    Task<SiloAddress> WhereIs(string other);
}

public interface IOneWorkerGrain : IWorkerGrain;

public interface ITwoWorkersGrain : IWorkerGrain;

public interface IManyWorkersGrain : IWorkerGrain;

public abstract class WorkerGrainBase(ILocalSiloDetails silo) : Grain, IWorkerGrain
{
    private readonly Guid _instance = Guid.NewGuid();

    public async Task<Guid> Hold(string gate)
    {
        Notes.Of(this).Add(gate);
        await Notes.Of(this).Gate(gate);
        return _instance;
    }

    public Task<SiloAddress> Where() => Task.FromResult(silo.SiloAddress);

    public Task<SiloAddress> WhereIs(string other) => GrainFactory.GetGrain<IManyWorkersGrain>(other).Where();
}

[GrainType("conf.worker-1"), StatelessWorker(1)]
public sealed class OneWorkerGrain(ILocalSiloDetails silo) : WorkerGrainBase(silo), IOneWorkerGrain;

[GrainType("conf.worker-2"), StatelessWorker(2)]
public sealed class TwoWorkersGrain(ILocalSiloDetails silo) : WorkerGrainBase(silo), ITwoWorkersGrain;

[GrainType("conf.worker-many"), StatelessWorker(16)]
public sealed class ManyWorkersGrain(ILocalSiloDetails silo) : WorkerGrainBase(silo), IManyWorkersGrain;
