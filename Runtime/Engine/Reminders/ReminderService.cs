using Krewe.Runtime.Hosting;
using Krewe.Runtime.Placement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Krewe.Runtime.Reminders;

/// <summary>
/// Delivers the reminders of the hashes that this silo owns. The list is read anew when the ring changes, from time to time, and row by row when
/// a grain says that it wrote one. All of it runs in the engine's turns.
/// </summary>
internal sealed partial class ReminderService(
    IServiceProvider services,
    ClusterView cluster,
    IClusterMembershipService membership,
    EngineTurns turns,
    EngineClock clock,
    IOptions<ReminderOptions> options,
    ILogger<ReminderService> logger) : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    private readonly SortedDictionary<ReminderKey, OwnedReminder> _owned = [];
    private readonly Dictionary<ReminderKey, long> _known = []; // which reading a reminder's last news comes from
    private readonly Lazy<IReminderTable?> _table = new(services.GetService<IReminderTable>);
    private readonly Lazy<IGrainFactory> _grains = new(services.GetRequiredService<IGrainFactory>);
    private ReminderRing _ring = ReminderRing.Empty;
    private IReadOnlyList<SiloAddress> _silos = [];
    private ITimer? _refresh;
    private ReminderRing? _settled; // the ring for which a second reading is set
    private long _readings;
    private bool _isRunning;
    private bool _isReading;
    private bool _readAgain;

    /// <summary>Null when the silo has no reminders.</summary>
    public IReminderTable? Table => _table.Value;

    private DateTime Now => clock.Grains.GetUtcNow().UtcDateTime;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(ReminderService), ServiceLifecycleStage.RuntimeGrainServices, StartTableAsync, StopAsync);
        lifecycle.Subscribe(nameof(ReminderService), ServiceLifecycleStage.Active, StartAsync);
    }

    /// <summary>Looks at a row that was just written or removed; the silo that owns it now is told.</summary>
    /// <param name="key">The reminder.</param>
    /// <param name="mayForward">Whether another silo is told when that one owns it.</param>
    public async Task ChangedAsync(ReminderKey key, bool mayForward)
    {
        var owner = ReminderRing.Of(cluster.Active).OwnerOf(key.GrainId.GetUniformHashCode());
        if (owner == cluster.Local)
        {
            await turns.RunAsync(async () =>
            {
                await ReadOneAsync(key);
                return true;
            });
        }
        else if (owner is not null && mayForward)
        {
            await _grains.Value.GetGrain<ISiloControl>(SiloControl.On(owner)).ReminderChanged(key.GrainId, key.Name);
        }
    }

    private async Task StartTableAsync(CancellationToken cancellationToken)
    {
        if (Table is null)
        {
            if (services.GetServices<IValidateOptions<ReminderOptions>>().Any())
            {
                throw new OrleansConfigurationException("KRW7401: AddReminders was called, and no reminder table is registered: call UseAdoNetReminderService or UseInMemoryReminderService.");
            }

            return;
        }

        using var patience = new CancellationTokenSource(options.Value.InitializationTimeout, clock.Grains);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await Table.StartAsync(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException exception) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"KRW7409: The reminder table was not ready within {options.Value.InitializationTimeout} (ReminderOptions.InitializationTimeout).", exception);
        }
    }

    private Task StartAsync(CancellationToken cancellationToken)
    {
        if (Table is not null)
        {
            _refresh = clock.Grains.CreateTimer(_ => turns.Run(ReadAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            turns.Run(WatchAsync);
        }

        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Table is null)
        {
            return;
        }

        await turns.RunAsync(() =>
        {
            _isRunning = false;
            DropExcept(static _ => false);
            return Task.FromResult(true);
        });
        if (_refresh is not null)
        {
            await _refresh.DisposeAsync();
        }

        await Table.StopAsync(cancellationToken);
    }

    /// <summary>Follows the views of the cluster. A silo that is not active owns nothing.</summary>
    private async Task WatchAsync()
    {
        _isRunning = true;
        await foreach (var snapshot in membership.MembershipUpdates)
        {
            if (!_isRunning)
            {
                return;
            }

            SiloAddress[] silos = [.. snapshot.Members.Values.Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress).Order()];
            if (!silos.SequenceEqual(_silos))
            {
                _silos = silos;
                _ring = ReminderRing.Of(silos);
                DropExcept(IsMine);
                turns.Run(ReadAsync);
            }
        }
    }

    private bool IsMine(GrainId grainId) => _ring.OwnerOf(grainId.GetUniformHashCode()) == cluster.Local;

    /// <summary>Reads all rows of this silo's ranges; once more when the ring changed meanwhile.</summary>
    private async Task ReadAsync()
    {
        if (_isReading || !_isRunning)
        {
            _readAgain = true;
            return;
        }

        _isReading = true;
        var next = Retry;
        try
        {
            ReminderRing ring;
            do
            {
                _readAgain = false;
                ring = _ring;
                await ReadRangesAsync(ring);
            }
            while (_readAgain && _isRunning);

            // Silos do not see the cluster change at the same time: what one of them gave to the wrong owner is found soon after.
            next = options.Value.RefreshReminderListPeriod;
            if (!ReferenceEquals(_settled, ring))
            {
                _settled = ring;
                next = next < Settling ? next : Settling;
            }
        }
        catch (Exception exception)
        {
            Log.NotRead(logger, Retry, exception);
        }
        finally
        {
            _isReading = false;
        }

        if (_isRunning)
        {
            _refresh!.Change(next, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task ReadRangesAsync(ReminderRing ring)
    {
        var reading = ++_readings;
        var found = new HashSet<ReminderKey>();
        foreach (var (begin, end) in ring.RangesOf(cluster.Local))
        {
            var rows = await Table!.ReadRows(begin, end);
            foreach (var row in rows.Reminders)
            {
                found.Add(new ReminderKey(row.GrainId, row.ReminderName));
                Take(row, reading, isNew: false);
            }
        }

        foreach (var key in _owned.Keys.Where(key => !found.Contains(key)).ToArray())
        {
            Forget(key, reading);
        }

        foreach (var key in _known.Where(one => one.Value <= reading && !_owned.ContainsKey(one.Key)).Select(one => one.Key).ToArray())
        {
            _known.Remove(key);
        }
    }

    private async Task ReadOneAsync(ReminderKey key)
    {
        if (!_isRunning || !IsMine(key.GrainId))
        {
            return; // The list is read when the ring of this silo says that it is its own.
        }

        var reading = ++_readings;
        if (await Table!.ReadRow(key.GrainId, key.Name) is { } row)
        {
            Take(row, reading, isNew: true);
        }
        else
        {
            Forget(key, reading);
        }
    }

    /// <summary>Takes over a row as it was read. One that is new does not skip its first tick, even if it is a little late.</summary>
    private void Take(ReminderEntry row, long reading, bool isNew)
    {
        var key = new ReminderKey(row.GrainId, row.ReminderName);
        if (!_isRunning || !IsMine(row.GrainId) || !IsNewer(key, reading))
        {
            return;
        }

        if (_owned.TryGetValue(key, out var known))
        {
            if (known.Entry.ETag == row.ETag && known.Entry.StartAt == row.StartAt && known.Entry.Period == row.Period)
            {
                return;
            }

            known.Dispose();
            _owned.Remove(key);
        }

        var dueAt = isNew && row.StartAt + row.Period > Now ? row.StartAt : OwnedReminder.NextDue(row, Now);
        if (IsNear(dueAt))
        {
            var reminder = new OwnedReminder(row, dueAt, clock.Grains, due => turns.Run(() => TickAsync(due)));
            _owned.Add(key, reminder);
            reminder.Arm();
        }
    }

    private void Forget(ReminderKey key, long reading)
    {
        if (IsNewer(key, reading) && _owned.Remove(key, out var gone))
        {
            gone.Dispose();
        }
    }

    /// <summary>Answers of the table may overtake each other: what was asked later counts.</summary>
    private bool IsNewer(ReminderKey key, long reading)
    {
        if (_known.TryGetValue(key, out var last) && last >= reading)
        {
            return false;
        }

        _known[key] = reading;
        return true;
    }

    private bool IsNear(DateTime dueAt) => dueAt - Now <= options.Value.ReminderLoadingWindow;

    private void DropExcept(Func<GrainId, bool> isKept)
    {
        foreach (var (key, reminder) in _owned.Where(one => !isKept(one.Key.GrainId)).ToArray())
        {
            reminder.Dispose();
            _owned.Remove(key);
            _known.Remove(key);
        }
    }

    /// <summary>One tick: an ordinary call. The next is set when it has been answered; what fell due meanwhile is skipped.</summary>
    private async Task TickAsync(OwnedReminder reminder)
    {
        if (reminder.IsOver)
        {
            return;
        }

        var entry = reminder.Entry;
        if (Now >= reminder.DueAt)
        {
            try
            {
                await _grains.Value.GetGrain<IRemindable>(entry.GrainId).ReceiveReminder(entry.ReminderName, new TickStatus(entry.StartAt, entry.Period, Now));
            }
            catch (Exception exception)
            {
                Log.TickFailed(logger, entry.ReminderName, entry.GrainId, exception);
            }

            var last = reminder.DueAt;
            reminder.DueAt = OwnedReminder.NextDue(entry, Now);
            if (reminder.DueAt <= last)
            {
                reminder.DueAt = last + entry.Period;
            }
        }

        if (!reminder.IsOver && !IsNear(reminder.DueAt))
        {
            reminder.Dispose();
            _owned.Remove(new ReminderKey(entry.GrainId, entry.ReminderName));
        }

        reminder.Arm();
    }

    private static partial class Log
    {
        [LoggerMessage(7406, LogLevel.Warning, "KRW7406: The list of reminders could not be read; once more in {Delay}")]
        public static partial void NotRead(ILogger logger, TimeSpan delay, Exception exception);

        [LoggerMessage(7407, LogLevel.Warning, "KRW7407: The reminder {Reminder} of {GrainId} failed; the next tick comes at its time")]
        public static partial void TickFailed(ILogger logger, string reminder, GrainId grainId, Exception exception);
    }
}
