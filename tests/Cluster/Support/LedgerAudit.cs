using System.Text;

namespace Krewe.Cluster.Tests.Support;

/// <summary>
/// Compares what the callers heard with what was executed and what is stored: three books that were kept apart.
/// </summary>
public sealed class LedgerAudit
{
    private readonly List<string> _faults = [];

    private LedgerAudit(IReadOnlyDictionary<string, Reply> outcomes, IReadOnlyDictionary<string, int> executions, IReadOnlyDictionary<string, int> entries)
    {
        Requests = outcomes.Count;
        Succeeded = outcomes.Values.Count(reply => reply.IsOk);
        Executed = executions.Count;
        Stored = entries.Count;
        Failures = outcomes.Values.Where(reply => !reply.IsOk).CountBy(reply => CodeOf(reply.Text)).ToDictionary();
        Note(executions.Where(one => one.Value > 1), one => $"{one.Key} was executed {one.Value} times");
        Note(entries.Where(one => one.Value > 1), one => $"{one.Key} is stored {one.Value} times");
        Note(outcomes.Where(one => one.Value.IsOk && !entries.ContainsKey(one.Key)), one => $"{one.Key} was acknowledged and is not stored");
        Note(outcomes.Where(one => one.Value.IsOk && !executions.ContainsKey(one.Key)), one => $"{one.Key} was acknowledged and not executed");
        Note(entries.Where(one => !executions.ContainsKey(one.Key)), one => $"{one.Key} is stored and was not executed");
        Note(executions.Where(one => !outcomes.ContainsKey(one.Key)), one => $"{one.Key} was executed and has no outcome");
    }

    public int Requests { get; }

    public int Succeeded { get; }

    public int Executed { get; }

    public int Stored { get; }

    /// <summary>Failures by code.</summary>
    public IReadOnlyDictionary<string, int> Failures { get; }

    /// <summary>What must not be; empty when all is well.</summary>
    public string Faults => string.Join('\n', _faults);

    /// <summary>After the load has stopped: reads all ledgers and compares.</summary>
    /// <param name="cluster">The silos.</param>
    /// <param name="ledgers">How many ledgers they used.</param>
    /// <param name="isOther">Which requests others made.</param>
    /// <param name="loads">The callers.</param>
    public static async Task<LedgerAudit> RunAsync(SiloCluster cluster, int ledgers, Predicate<string>? isOther, params Load[] loads)
    {
        var silo = cluster.Silos[0];
        List<string> entries = [];
        for (var ledger = 0; ledger < ledgers; ledger++)
        {
            var path = $"/entries/ledger{ledger}";
            var (reply, _) = await Eventually.OkAsync(() => silo.CallAsync(path));
            entries.AddRange(reply.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        isOther ??= static _ => false;
        return new LedgerAudit(
            loads.SelectMany(load => load.Outcomes).ToDictionary(),
            cluster.ReadExecutions().Where(one => !isOther(one.Key)).ToDictionary(),
            entries.Where(id => !isOther(id)).CountBy(id => id).ToDictionary());
    }

    public override string ToString()
    {
        var text = new StringBuilder($"{Requests} requests: {Succeeded} succeeded, {Requests - Succeeded} failed; {Executed} executed, {Stored} stored");
        foreach (var (code, count) in Failures.OrderByDescending(one => one.Value))
        {
            text.Append($"; {code} {count}");
        }

        return text.ToString();
    }

    /// <summary>The code in a failure's text; its first word where there is none.</summary>
    public static string CodeOf(string text)
    {
        var at = text.IndexOf("KRW", StringComparison.Ordinal);
        return at >= 0 ? text.Substring(at, 7) : text.Split(' ')[0];
    }

    private void Note<T>(IEnumerable<T> found, Func<T, string> fault)
    {
        T[] all = [.. found];
        _faults.AddRange(all.Take(5).Select(fault));
        if (all.Length > 5)
        {
            _faults.Add($"... {all.Length} of these");
        }
    }
}
