using Krewe.Runtime.Messaging;

namespace Krewe.Runtime.Activations;

/// <summary>
/// The requests of one activation: waiting ones in order of arrival, and running ones. The queue is scanned from its head and blocked
/// entries are skipped. Guarded by the lock of its activation.
/// </summary>
internal sealed class Mailbox(InterleavingRules rules)
{
    private InlineList<Message> _waiting;
    private InlineList<Message> _running;
    private Dictionary<Guid, int>? _reentrantChains;

    // Entries before this were found blocked since anything last changed.
    private int _scanFrom;
    private bool _hasRunning;

    public int Waiting => _waiting.Count;

    public int Running => _running.Count;

    public Message[] WaitingMessages => _waiting.ToArray();

    public Message[] RunningMessages => _running.ToArray();

    /// <summary>The same as <see cref="Running"/> above zero, for those without the lock: true or false of a moment ago.</summary>
    public bool HasRunning => Volatile.Read(ref _hasRunning);

    /// <summary>Whether an entry has not been found blocked.</summary>
    public bool HasCandidates => _scanFrom < _waiting.Count;

    public void Add(Message message) => _waiting.Add(message);

    /// <summary>Moves the first entry that may start from waiting to running.</summary>
    /// <param name="grain">The grain object, for its predicate.</param>
    /// <param name="message">The entry.</param>
    /// <param name="error">What the grain's predicate threw: the entry is to be refused, and is in neither list.</param>
    public bool TryStart(object? grain, out Message message, out Exception? error)
    {
        for (; _scanFrom < _waiting.Count; _scanFrom++)
        {
            message = _waiting[_scanFrom];
            try
            {
                if (!MayStart(grain, message))
                {
                    continue;
                }

                error = null;
                _running.Add(message);
                _hasRunning = true;
            }
            catch (Exception exception)
            {
                error = exception;
            }

            _waiting.RemoveAt(_scanFrom);
            return true;
        }

        message = null!;
        error = null;
        return false;
    }

    public void Finish(Message message)
    {
        _running.Remove(message);
        _hasRunning = _running.Count > 0;
        _scanFrom = 0;
    }

    /// <summary>Takes a waiting entry out. Null when it is not waiting.</summary>
    public Message? Withdraw(Predicate<Message> match)
    {
        var index = _waiting.FindIndex(match);
        if (index < 0)
        {
            return null;
        }

        var message = _waiting[index];
        _waiting.RemoveAt(index);
        _scanFrom = Math.Min(_scanFrom, index);
        return message;
    }

    public Message? FindRunning(Predicate<Message> match) => _running.FindIndex(match) is >= 0 and var index ? _running[index] : null;

    public Message[] TakeWaiting()
    {
        var all = _waiting.ToArray();
        _waiting.Clear();
        _scanFrom = 0;
        return all;
    }

    public void EnterChain(Guid chain)
    {
        _reentrantChains ??= [];
        _reentrantChains[chain] = _reentrantChains.GetValueOrDefault(chain) + 1;
        _scanFrom = 0;
    }

    public void LeaveChain(Guid chain)
    {
        if (_reentrantChains is not null && _reentrantChains.TryGetValue(chain, out var count))
        {
            if (count > 1)
            {
                _reentrantChains[chain] = count - 1;
            }
            else
            {
                _reentrantChains.Remove(chain);
            }
        }
    }

    private bool MayStart(object? grain, Message message)
    {
        if (_running.Count == 0 || rules.IsReentrant || message.AlwaysInterleave)
        {
            return true;
        }

        if (_reentrantChains is { Count: > 0 } && message.ReentrancyId != Guid.Empty && _reentrantChains.ContainsKey(message.ReentrancyId))
        {
            return true;
        }

        if (rules.HasPredicate && rules.MayInterleave(grain, message.Request))
        {
            return true;
        }

        for (var index = 0; index < _running.Count; index++)
        {
            var running = _running[index];
            var lets = running.AlwaysInterleave
                || (message.ReadOnly && running.ReadOnly)
                || (rules.HasPredicate && rules.MayInterleave(grain, running.Request));
            if (!lets)
            {
                return false;
            }
        }

        return true;
    }
}
