using System.Collections.Immutable;
using Krewe.Pools;

namespace Krewe.Grains.Pools;

/// <summary>The last decisions of a pool, in memory. The same decision again is not noted again.</summary>
internal sealed class DecisionLog(int capacity = 256)
{
    private readonly Queue<Decision> _decisions = [];
    private readonly Dictionary<string, (string Action, string Text)> _last = [];

    /// <returns>Whether it was noted: it says something new.</returns>
    public bool Add(DateTimeOffset at, string subject, string action, string text, ImmutableArray<string> reasons = default)
    {
        if (_last.TryGetValue(subject, out var last) && last == (action, text))
        {
            return false;
        }

        _last[subject] = (action, text);
        _decisions.Enqueue(new Decision { At = at, Subject = subject, Action = action, Text = text, Reasons = reasons.IsDefault ? [] : reasons });
        if (_decisions.Count > capacity)
        {
            var gone = _decisions.Dequeue();
            if (_last.TryGetValue(gone.Subject, out var noted) && noted == (gone.Action, gone.Text))
            {
                _last.Remove(gone.Subject);
            }
        }

        return true;
    }

    public ImmutableArray<Decision> All() => [.. _decisions];

    /// <summary>What was decided about a model or one of its replicas.</summary>
    public ImmutableArray<Decision> About(string model) =>
        [.. _decisions.Where(decision => decision.Subject == model || decision.Subject.StartsWith(model + "/", StringComparison.Ordinal))];
}
