namespace Krewe.Nvml.Native;

/// <summary>All that the library allocated for us in its present generation and that is not freed yet.</summary>
internal sealed class NativeOwners(NativeCalls calls)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(NvmlFunction Free, nint Value), uint> _alive = [];
    private readonly List<(NvmlFunction Free, nint Value)> _orphans = [];

    /// <summary>How many there are, for tests that look for leaks.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _alive.Count;
            }
        }
    }

    /// <summary>Inside of the gate from the allocation to the entry in the list, so that a shutdown comes before both or after both.</summary>
    internal unsafe NvmlReturn TryCreate(NvmlFunction allocate, NvmlFunction free, uint generation, out NativeOwned? owned)
    {
        owned = null;
        if (!calls.Gate.TryEnter(generation))
        {
            return NvmlReturn.Uninitialized;
        }

        try
        {
            FreeOrphans();
            nint value = 0;
            var code = calls.CallUnguarded(allocate, (nint)(&value));
            if (code != NvmlReturn.Success || value == 0)
            {
                return code == NvmlReturn.Success ? NvmlReturn.Unknown : code;
            }

            lock (_lock)
            {
                _alive[(free, value)] = generation;
            }

            owned = new NativeOwned(this, free, generation, value);
            return code;
        }
        finally
        {
            calls.Gate.Leave();
        }
    }

    /// <summary>Frees it, unless a shutdown did or will.</summary>
    internal void Release(NvmlFunction free, uint generation, nint value, bool now)
    {
        if (!calls.Gate.TryEnter(generation))
        {
            return;
        }

        try
        {
            lock (_lock)
            {
                if (!_alive.TryGetValue((free, value), out var alive) || alive != generation)
                {
                    return;
                }

                if (!now)
                {
                    _orphans.Add((free, value));
                    return;
                }

                _alive.Remove((free, value));
            }

            calls.CallUnguarded(free, value);
        }
        finally
        {
            calls.Gate.Leave();
        }
    }

    /// <summary>At shutdown, when no call is running any more.</summary>
    internal void FreeAll()
    {
        (NvmlFunction Free, nint Value)[] all;
        lock (_lock)
        {
            all = [.. _alive.Keys];
            _alive.Clear();
            _orphans.Clear();
        }

        foreach (var (free, value) in all)
        {
            calls.CallUnguarded(free, value);
        }
    }

    /// <summary>When a call is wedged nothing can be freed: what there is goes with the process.</summary>
    internal void Forget()
    {
        lock (_lock)
        {
            _alive.Clear();
            _orphans.Clear();
        }
    }

    private void FreeOrphans()
    {
        (NvmlFunction Free, nint Value)[] orphans;
        lock (_lock)
        {
            if (_orphans.Count == 0)
            {
                return;
            }

            orphans = [.. _orphans];
            _orphans.Clear();
            foreach (var orphan in orphans)
            {
                _alive.Remove(orphan);
            }
        }

        foreach (var (free, value) in orphans)
        {
            calls.CallUnguarded(free, value);
        }
    }
}
