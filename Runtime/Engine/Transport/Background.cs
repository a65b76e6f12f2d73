namespace Krewe.Runtime.Transport;

/// <summary>Starts loops that belong to no activation, whoever starts them: with the pool's scheduler and without the caller's context.</summary>
internal static class Background
{
    public static Task Start(Func<Task> loop)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return StartNew(loop);
        }

        using (ExecutionContext.SuppressFlow())
        {
            return StartNew(loop);
        }
    }

    private static Task StartNew(Func<Task> loop) =>
        Task.Factory.StartNew(loop, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).Unwrap();
}
