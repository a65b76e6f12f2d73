using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>
/// One opened library: the address of each function, and the only way to call one.
/// </summary>
/// <remarks>
/// Every argument is a pointer, a handle, or an integer of at most 64 bits. On all 64-bit calling conventions each takes one slot, of which a callee
/// with a narrower parameter ignores the upper bits; so one shape for each count of arguments serves every function. Transitions stay ordinary ones:
/// calls take microseconds to milliseconds and block, and the garbage collector must not wait for them.
/// </remarks>
internal sealed unsafe class NativeCalls
{
    private readonly nint[] _addresses = new nint[NativeSymbols.All.Length];
    private readonly CallCounter[] _counters = new CallCounter[NativeSymbols.All.Length];

    internal NativeCalls(nint file)
    {
        foreach (var (function, symbol, _) in NativeSymbols.All)
        {
            _addresses[(int)function] = NativeLibrary.TryGetExport(file, symbol, out var address) ? address : 0;
        }
    }

    internal CallGate Gate { get; } = new();

    internal bool Has(NvmlFunction function) => (uint)function < (uint)_addresses.Length && _addresses[(int)function] != 0;

    internal ref readonly CallCounter Counter(NvmlFunction function) => ref _counters[(int)function];

    /// <summary>Outside of the gate, for the life cycle itself: initialization, shutdown, and what frees at shutdown.</summary>
    internal NvmlReturn CallUnguarded(NvmlFunction function, nint a = 0, nint b = 0)
    {
        if (_addresses[(int)function] is var address && address == 0)
        {
            return NvmlReturn.FunctionNotFound;
        }

        var began = Began(function);
        return Ended(function, began, ((delegate* unmanaged<nint, nint, NvmlReturn>)address)(a, b));
    }

    internal NvmlReturn Call(NvmlFunction function, uint generation, nint a)
    {
        if (!TryBegin(function, generation, out var address, out var refused, out var began))
        {
            return refused;
        }

        return Leave(function, began, ((delegate* unmanaged<nint, NvmlReturn>)address)(a));
    }

    internal NvmlReturn Call(NvmlFunction function, uint generation, nint a, nint b)
    {
        if (!TryBegin(function, generation, out var address, out var refused, out var began))
        {
            return refused;
        }

        return Leave(function, began, ((delegate* unmanaged<nint, nint, NvmlReturn>)address)(a, b));
    }

    internal NvmlReturn Call(NvmlFunction function, uint generation, nint a, nint b, nint c)
    {
        if (!TryBegin(function, generation, out var address, out var refused, out var began))
        {
            return refused;
        }

        return Leave(function, began, ((delegate* unmanaged<nint, nint, nint, NvmlReturn>)address)(a, b, c));
    }

    internal NvmlReturn Call(NvmlFunction function, uint generation, nint a, nint b, nint c, nint d)
    {
        if (!TryBegin(function, generation, out var address, out var refused, out var began))
        {
            return refused;
        }

        return Leave(function, began, ((delegate* unmanaged<nint, nint, nint, nint, NvmlReturn>)address)(a, b, c, d));
    }

    internal NvmlReturn Call(NvmlFunction function, uint generation, nint a, nint b, nint c, nint d, nint e)
    {
        if (!TryBegin(function, generation, out var address, out var refused, out var began))
        {
            return refused;
        }

        return Leave(function, began, ((delegate* unmanaged<nint, nint, nint, nint, nint, NvmlReturn>)address)(a, b, c, d, e));
    }

    internal NvmlReturn Call(NvmlFunction function, uint generation, nint a, nint b, nint c, nint d, nint e, nint f)
    {
        if (!TryBegin(function, generation, out var address, out var refused, out var began))
        {
            return refused;
        }

        return Leave(function, began, ((delegate* unmanaged<nint, nint, nint, nint, nint, nint, NvmlReturn>)address)(a, b, c, d, e, f));
    }

    /// <summary>NVML's own sentence for a code: static memory of the library, which needs no initialization.</summary>
    internal string? ErrorString(NvmlReturn code)
    {
        var address = _addresses[(int)NvmlFunction.ErrorString];
        return address == 0 ? null : Marshal.PtrToStringUTF8(((delegate* unmanaged<int, nint>)address)((int)code));
    }

    private static long Began(NvmlFunction function)
    {
        var now = Stopwatch.GetTimestamp();
        CallSlot.OfThisThread?.Begin(function, now);
        return now;
    }

    private bool TryBegin(NvmlFunction function, uint generation, out nint address, out NvmlReturn refused, out long began)
    {
        address = _addresses[(int)function];
        began = 0;
        refused = address == 0 ? NvmlReturn.FunctionNotFound : NvmlReturn.Uninitialized;
        if (!Gate.IsOpen || address == 0 || !Gate.TryEnter(generation))
        {
            refused = Gate.IsOpen ? refused : NvmlReturn.Uninitialized;
            return false;
        }

        began = Began(function);
        return true;
    }

    private NvmlReturn Leave(NvmlFunction function, long began, NvmlReturn code)
    {
        Ended(function, began, code);
        Gate.Leave();
        return code;
    }

    private NvmlReturn Ended(NvmlFunction function, long began, NvmlReturn code)
    {
        CallSlot.OfThisThread?.End();
        _counters[(int)function].Add(code, Stopwatch.GetTimestamp() - began);
        return code;
    }
}
