namespace Krewe.Conformance.Tests.Reminders;

public interface IRemindedGrain : IGrainWithStringKey
{
    Task<string> Register(string name, TimeSpan due, TimeSpan period);

    Task<string?> Get(string name);

    Task<string[]> All();

    Task Unregister(string name);

    Task Leave();

    Task<Guid> Instance();

    Task<string> Try(string name, TimeSpan due, TimeSpan period);

    Task Hold();

    [AlwaysInterleave]
    Task<int> Ping();
}

[GrainType("conf.reminded")]
public sealed class RemindedGrain : Grain, IRemindedGrain, IRemindable
{
    private readonly Guid _instance = Guid.NewGuid();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Notes.Of(this).Add("activated");
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Notes.Of(this).Add(reminderName);
        Notes.Of(this).Add($"{reminderName} every {status.Period}");
        Notes.Of(this).Add(status.FirstTickTime <= status.CurrentTickTime ? $"{reminderName} in time" : $"{reminderName} before its time");
        Notes.Of(this).Add($"{reminderName} {RequestContext.Get("own") ?? "without context"}");
        return Task.CompletedTask;
    }

    public async Task<string> Register(string name, TimeSpan due, TimeSpan period)
    {
        RequestContext.Set("own", "context");
        return (await this.RegisterOrUpdateReminder(name, due, period)).ReminderName;
    }

    public async Task<string?> Get(string name) => (await this.GetReminder(name))?.ReminderName;

    public async Task<string[]> All() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName).Order()];

    public async Task Unregister(string name) => await this.UnregisterReminder((await this.GetReminder(name))!);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<Guid> Instance() => Task.FromResult(_instance);

    public async Task<string> Try(string name, TimeSpan due, TimeSpan period)
    {
        try
        {
            await this.RegisterOrUpdateReminder(name, due, period);
            return "registered";
        }
        catch (ArgumentException exception)
        {
            return exception is ArgumentOutOfRangeException ? nameof(ArgumentOutOfRangeException) : nameof(ArgumentException);
        }
    }

    public async Task Hold()
    {
        Notes.Of(this).Add("holds");
        await Notes.Of(this).Gate("hold");
        Notes.Of(this).Add("/holds");
    }

    public Task<int> Ping() => Task.FromResult(1);
}
