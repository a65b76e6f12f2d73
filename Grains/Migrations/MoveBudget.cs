using Krewe.Migrations;

namespace Krewe.Grains.Migrations;

/// <summary>Counts the steps that are under way, over all migrations of a pool. Lives for one round.</summary>
internal sealed class MoveBudget
{
    private const string Pool = "pool";

    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private readonly MigrationLimits _limits;

    public MoveBudget(IEnumerable<Migration> migrations, MigrationLimits limits)
    {
        _limits = limits;
        foreach (var step in migrations.SelectMany(migration => migration.Steps).Where(step => step.Phase.IsUnderWay()))
        {
            Take(step);
        }
    }

    /// <summary>Whether one more may begin; then it is counted.</summary>
    /// <param name="step">The step.</param>
    /// <param name="urgent">Whether a machine's end presses for it.</param>
    public bool TryTake(MigrationStep step, bool urgent = false)
    {
        var room = HasRoom(step, urgent);
        if (room)
        {
            Take(step);
        }

        return room;
    }

    /// <summary>Whether one more may begin.</summary>
    public bool HasRoom(MigrationStep step, bool urgent = false)
    {
        var times = urgent ? _limits.Urgency : 1;
        return Count(Pool) < _limits.PerPool * times && Count(Host(step)) < _limits.PerHost * times && Count(Model(step)) < _limits.PerModel * times;
    }

    private static string Host(MigrationStep step) => $"host {step.Host}";

    private static string Model(MigrationStep step) => $"model {step.Replica.Model}";

    private int Count(string scope) => _taken.GetValueOrDefault(scope);

    private void Take(MigrationStep step)
    {
        foreach (var scope in (string[])[Pool, Host(step), Model(step)])
        {
            _taken[scope] = Count(scope) + 1;
        }
    }
}
