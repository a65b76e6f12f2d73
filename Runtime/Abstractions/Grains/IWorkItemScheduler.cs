namespace Orleans.Runtime;

/// <summary>Queues work as turns of an activation.</summary>
public interface IWorkItemScheduler
{
    /// <summary>Queues an action.</summary>
    /// <param name="action">Run as one turn.</param>
    void QueueAction(Action action);

    /// <summary>Queues a task that was made but not started.</summary>
    /// <param name="task">Run as one turn.</param>
    void QueueTask(Task task);

    /// <summary>Queues a work item.</summary>
    /// <param name="workItem">Run as one turn.</param>
    void QueueWorkItem(IThreadPoolWorkItem workItem);
}
