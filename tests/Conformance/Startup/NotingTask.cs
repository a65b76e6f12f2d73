
namespace Krewe.Conformance.Tests.Startup;

public sealed class NotingTask(Notes notes) : IStartupTask
{
    public Task Execute(CancellationToken cancellationToken)
    {
        notes.Add("task by type");
        return Task.CompletedTask;
    }
}
