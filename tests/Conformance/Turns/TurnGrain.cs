namespace Krewe.Conformance.Tests.Turns;

/// <summary>Counts without any lock: only turns that never overlap make it right.</summary>
[GrainType("conf.turns"), Reentrant]
public sealed class TurnGrain : Grain, ITurnGrain
{
    private int _count;

    public async Task<string> WhereAwaitsContinue()
    {
        var own = TaskScheduler.Current;
        List<string> leaving = [];
        await Task.Yield();
        Check("Yield");
        await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        Check("Delay");
        await Task.Run(() => 1);
        Check("Run");
        TaskCompletionSource source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.QueueUserWorkItem(_ => source.SetResult());
        await source.Task;
        Check("TaskCompletionSource");
        await GrainFactory.GetGrain<ITurnGrain>($"{this.GetPrimaryKeyString()}-other").Count();
        Check("call");
        return string.Join(' ', leaving);

        void Check(string what)
        {
            if (TaskScheduler.Current != own || own == TaskScheduler.Default)
            {
                leaving.Add(what);
            }
        }
    }

    public async Task<string> WhereTasksRun()
    {
        var own = TaskScheduler.Current;
        var run = await Task.Run(() => TaskScheduler.Current == own);
        var started = await Task.Factory.StartNew(() => TaskScheduler.Current == own, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current);
        return $"Run: {(run ? "grain" : "pool")}, StartNew: {(started ? "grain" : "pool")}";
    }

    public async Task<int> CountWithAwaits(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var before = _count;
            await Task.CompletedTask;
            _count = before + 1;
            await Task.Yield();
        }

        return _count;
    }

    public Task<int> Count() => Task.FromResult(_count);

    public async Task<int> CountInParallelTasks(int tasks)
    {
        await Task.WhenAll(Enumerable.Range(0, tasks).Select(_ => CountWithAwaits(20)));
        return _count;
    }

    public async Task FinishFromOutside() => await Notes.Of(this).Gate("outside");

    public async Task<bool> ContextOutside()
    {
        RequestContext.Set("here", "yes");
        return await Task.Run(() => RequestContext.Get("here") is "yes");
    }
}
