using Krewe.Testing.Time;
using Orleans.Runtime;

namespace Krewe.Testing.Simulation;

/// <summary>
/// The database of a <see cref="SimulatedCluster"/>: membership, grain directory and storage, one for all silos. Each operation takes its
/// time on the way there and back. Tables stall (what comes waits, what is done is not answered), fail, and lose answers; a silo can be cut
/// off from all of them. An operation that was sent takes effect whether or not its silo still waits, or lives: that is what makes late writes.
/// </summary>
public sealed class SimulatedDatabase
{
    private readonly ManualTimeProvider _time;
    private readonly Random _random;
    private readonly Action<string, string> _record;
    private readonly Dictionary<SimulatedTables, DateTimeOffset> _stalls = [];
    private readonly HashSet<SimulatedMember> _cut = [];

    internal SimulatedDatabase(ManualTimeProvider time, Random random, Action<string, string> record)
    {
        _time = time;
        _random = random;
        _record = record;
    }

    /// <summary>What happens to operations from now on.</summary>
    public TableFaults Faults { get; set; } = new();

    /// <summary>Lets tables stand still from now on; the longer of several stalls holds.</summary>
    /// <param name="tables">Which.</param>
    /// <param name="time">For how long.</param>
    public void Stall(SimulatedTables tables, TimeSpan time)
    {
        _record("stall", $"{tables} for {time.TotalSeconds:0.0} s");
        foreach (SimulatedTables table in Each(tables))
        {
            DateTimeOffset until = _time.GetUtcNow() + time;
            _stalls[table] = _stalls.TryGetValue(table, out DateTimeOffset known) && known > until ? known : until;
        }
    }

    /// <summary>Cuts a silo off: its operations fail, or take effect without an answer.</summary>
    /// <param name="silo">The silo.</param>
    public void Cut(SimulatedMember silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        _record("cut off", $"{silo.Name} from the database");
        _cut.Add(silo);
    }

    /// <summary>Lets a silo in again.</summary>
    /// <param name="silo">The silo.</param>
    public void Heal(SimulatedMember silo)
    {
        if (_cut.Remove(silo))
        {
            _record("heal", $"{silo.Name} to the database");
        }
    }

    /// <summary>Everything works from now on.</summary>
    public void Heal()
    {
        _record("heal", "the database");
        _cut.Clear();
        _stalls.Clear();
        Faults = new TableFaults();
    }

    /// <summary>Sends an operation for a silo.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="silo">Who asks, and is told when it runs.</param>
    /// <param name="table">Which table.</param>
    /// <param name="what">For the history.</param>
    /// <param name="effect">What is done, at one instant.</param>
    internal Task<T> PerformAsync<T>(SimulatedMember silo, SimulatedTables table, string what, Func<T> effect) =>
        PerformAsync(silo.Name, () => _cut.Contains(silo), silo.WhenRunning, table, what, effect);

    /// <summary>Sends an operation for whoever is to get the answer when it runs.</summary>
    internal Task<T> PerformAsync<T>(string who, Func<bool> isCut, Action<Action> whenRunning, SimulatedTables table, string what, Func<T> effect)
    {
        TaskCompletionSource<T> answer = new(); // Continued within the silo's turns, or at once where the caller has none.
        bool affected = (Faults.Affected & table) != 0;
        bool fails = affected && _random.Next(1000) < Faults.FailedPerThousand;
        bool loses = affected && _random.Next(1000) < Faults.LostPerThousand;
        TimeSpan back = Faults.MaxDelay * _random.NextDouble();
        After(Faults.MaxDelay * _random.NextDouble(), Arrive);
        return answer.Task;

        void Arrive()
        {
            if (Waits(table) is { } wait)
            {
                After(wait, Arrive);
                return;
            }

            bool cut = isCut();
            if (fails || (cut && _random.Next(2) == 0))
            {
                _record("failed", $"{what} by {who}");
                After(back, () => Answer(() => answer.SetException(new IOException($"The table failed to {what}."))));
                return;
            }

            Action outcome;
            try
            {
                T result = effect();
                outcome = () => answer.SetResult(result);
            }
            catch (OrleansException refused)
            {
                outcome = () => answer.SetException(refused);
            }

            if (loses || cut)
            {
                _record("unanswered", $"{what} by {who}");
                outcome = () => answer.SetException(new IOException($"The connection broke while the table was to {what}."));
            }

            After(back, () => Answer(outcome));
        }

        void Answer(Action outcome)
        {
            if (Waits(table) is { } wait)
            {
                After(wait, () => Answer(outcome));
            }
            else
            {
                whenRunning(outcome);
            }
        }
    }

    private static IEnumerable<SimulatedTables> Each(SimulatedTables tables) =>
        new[] { SimulatedTables.Membership, SimulatedTables.Directory, SimulatedTables.Storage }.Where(table => (tables & table) != 0);

    /// <summary>What waited for the end of a stall comes in any order.</summary>
    private TimeSpan? Waits(SimulatedTables table) =>
        _stalls.TryGetValue(table, out DateTimeOffset until) && until > _time.GetUtcNow()
            ? until - _time.GetUtcNow() + (TimeSpan.FromMilliseconds(1) * (1 + _random.NextDouble()))
            : null;

    private void After(TimeSpan delay, Action action)
    {
        ITimer? timer = null;
        timer = _time.CreateTimer(
            _ =>
            {
                timer?.Dispose();
                action();
            },
            null,
            delay,
            Timeout.InfiniteTimeSpan);
    }
}
