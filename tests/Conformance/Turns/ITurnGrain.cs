namespace Krewe.Conformance.Tests.Turns;

/// <summary>Looks at how its own code is scheduled.</summary>
public interface ITurnGrain : IGrainWithStringKey
{
    Task<string> WhereAwaitsContinue();

    Task<string> WhereTasksRun();

    Task<int> CountWithAwaits(int times);

    Task<int> Count();

    Task<int> CountInParallelTasks(int tasks);

    Task FinishFromOutside();

    Task<bool> ContextOutside();
}
