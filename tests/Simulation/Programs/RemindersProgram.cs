using Krewe.Simulation.Tests.Grains;
using Krewe.Simulation.Tests.Running;
using Krewe.Testing.Clusters;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;

namespace Krewe.Simulation.Tests.Programs;

/// <summary>
/// Grains set and unset reminders under all troubles. Afterwards what was set ticks once a period, and what was unset does not; a tick comes to
/// its own grain only.
/// </summary>
internal sealed class RemindersProgram : ClusterProgram
{
    private const int Alarms = 12, Rounds = 30;

    private readonly SharedReminderTable _table = new();
    private readonly AlarmLedger _ledger = new();
    private readonly bool?[] _isSet = new bool?[Alarms]; // null: not known
    private readonly bool[] _isDoubtful = new bool[Alarms]; // a call without an outcome may still run when its silo wakes: rows are not fenced

    public override void Configure(ISiloBuilder builder)
    {
        builder.Services.AddSingleton(_ledger);
        builder.AddReminders();
        builder.Services.AddSingleton<IReminderTable>(_table);
        builder.Configure<ReminderOptions>(options =>
        {
            options.MinimumReminderPeriod = TimeSpan.FromSeconds(1);
            options.RefreshReminderListPeriod = TimeSpan.FromSeconds(20);
        });
    }

    public override async Task WorkAsync(Workplace place)
    {
        for (int round = 0; round < Rounds; round++)
        {
            int alarm = place.Random.Next(Alarms);
            bool set = place.Random.Next(3) > 0;
            _table.IsDown = place.Random.Next(6) == 0;
            bool known = await CallAsync(place, $"{round} {alarm} {set}", grains => set
                ? grains.GetGrain<IAlarmGrain>($"{alarm}").Set()
                : grains.GetGrain<IAlarmGrain>($"{alarm}").Unset());
            _isDoubtful[alarm] |= !known;
            _isSet[alarm] = _isDoubtful[alarm] ? null : set;
            await place.DelayUpTo(2);
        }

        _table.IsDown = false;
    }

    public override async Task VerifyAsync(Workplace place)
    {
        await place.Delay(40); // Whoever did not know of a row has read the list.
        int[] before = [.. Enumerable.Range(0, Alarms).Select(alarm => _ledger.Of($"{alarm}"))];
        await place.Delay(45);
        for (int alarm = 0; alarm < Alarms; alarm++)
        {
            int ticks = _ledger.Of($"{alarm}") - before[alarm];
            Workplace.Require(_isSet[alarm] != true || ticks is 4 or 5, $"alarm {alarm} is set and ticked {ticks} times in 45 s; its period is 10 s");
            Workplace.Require(_isSet[alarm] == true || ticks is 0 or 4 or 5, $"alarm {alarm} ticked {ticks} times in 45 s; its period is 10 s");
            Workplace.Require(_isSet[alarm] != false || ticks == 0, $"alarm {alarm} is unset and ticked {ticks} times");
        }
    }

    public override string? FindViolation(Workplace place) => _ledger.Strayed;

    private static async Task<bool> CallAsync(Workplace place, string id, Func<IGrainFactory, Task> call)
    {
        try
        {
            return await place.CallAsync(id, call);
        }
        catch (IOException)
        {
            place.Calls.End(id, returned: false);
            return false;
        }
    }
}
