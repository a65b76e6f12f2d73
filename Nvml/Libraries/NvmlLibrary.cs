using System.Diagnostics;
using Krewe.Nvml.Native;

namespace Krewe.Nvml;

/// <summary>
/// NVIDIA's management library, loaded and initialized. Safe for use by several threads. Keep one for the life of the process: without
/// persistence mode a first initialization takes seconds, and counters begin anew when the last user of the driver leaves.
/// </summary>
/// <remarks>
/// Devices and other handles belong to the generation in which they were taken. After <see cref="TryReload"/> or <see cref="Dispose"/> every call
/// with an old one gives <see cref="NvmlReturn.Uninitialized"/>; it does not reach the driver.
/// </remarks>
public sealed partial class NvmlLibrary : IDisposable
{
    private readonly NativeCalls _calls;
    private readonly NativeOwners _owners;
    private readonly NvmlLoadOptions _options;
    private readonly Lock _lifecycle = new();

    // Written under _lifecycle.
    private volatile uint _generation;
    private bool _initialized;
    private bool _disposed;

    private NvmlLibrary(nint file, string path, NvmlLoadOptions options)
    {
        (Path, _options) = (path, options);
        _calls = new NativeCalls(file);
        _owners = new NativeOwners(_calls);
    }

    /// <summary>What was opened: a path, or a bare name that the loader found.</summary>
    public string Path { get; }

    /// <summary>Grows by one with each initialization; the first is 1.</summary>
    public uint Generation => _generation;

    /// <summary>Whether calls can be made at all.</summary>
    public bool IsInitialized => _calls.Gate.IsOpen;

    /// <summary>Main number of the driver's version, such as 580; 0 when it is not known.</summary>
    public int DriverMajor => DriverRelease.Major;

    /// <summary>Event sets and samples that are allocated and not freed.</summary>
    internal int OwnedHandles => _owners.Count;

    internal DriverRelease DriverRelease { get; private set; }

    internal NativeCalls Calls => _calls;

    /// <summary>Finds, opens and initializes the library.</summary>
    /// <param name="options">Where to look; null for the usual places.</param>
    /// <exception cref="NvmlException">
    /// <see cref="NvmlReturn.LibraryNotFound"/>: there is none on this machine; <see cref="NvmlReturn.DriverNotLoaded"/>,
    /// <see cref="NvmlReturn.NoPermission"/>, <see cref="NvmlReturn.LibraryVersionMismatch"/>: it is there and cannot be initialized.
    /// </exception>
    public static NvmlLibrary Load(NvmlLoadOptions? options = null) =>
        TryLoad(options, out var library, out var problem) is var code and not NvmlReturn.Success
            ? throw new NvmlException(NvmlFunction.Init, code, problem)
            : library!;

    /// <summary>Finds, opens and initializes the library.</summary>
    /// <param name="library">The library, when the return is <see cref="NvmlReturn.Success"/>.</param>
    public static NvmlReturn TryLoad(out NvmlLibrary? library) => TryLoad(null, out library, out _);

    /// <summary>Finds, opens and initializes the library.</summary>
    /// <param name="options">Where to look; null for the usual places.</param>
    /// <param name="library">The library, when the return is <see cref="NvmlReturn.Success"/>.</param>
    /// <param name="problem">One sentence that says why there is none; empty on success.</param>
    public static NvmlReturn TryLoad(NvmlLoadOptions? options, out NvmlLibrary? library, out string problem)
    {
        (library, options) = (null, options ?? new NvmlLoadOptions());
        if (nint.Size != sizeof(long))
        {
            problem = "NVML is used by 64-bit processes only.";
            return NvmlReturn.NotSupported;
        }

        if (!LibraryFile.TryOpen(options, out var file, out var path))
        {
            problem = $"NVIDIA's management library was not found; looked for {string.Join(", ", LibraryFile.Candidates(options))}.";
            return NvmlReturn.LibraryNotFound;
        }

        var opened = new NvmlLibrary(file, path, options);
        var code = opened.TryInitialize();
        problem = code == NvmlReturn.Success ? "" : $"{path} cannot be initialized: it gives {(int)code} ({code}), \"{opened.GetErrorString(code)}\".";
        library = code == NvmlReturn.Success ? opened : null;
        return code;
    }

    /// <summary>
    /// Shuts the library down and initializes it anew: after the driver was restarted or replaced, or in the hope that a lost device is back.
    /// Whatever was taken before is void afterwards, also when this fails; it may then be tried again.
    /// </summary>
    public NvmlReturn TryReload()
    {
        lock (_lifecycle)
        {
            if (_disposed)
            {
                return NvmlReturn.Uninitialized;
            }

            Shutdown();
            return Initialize();
        }
    }

    /// <summary>Whether this library has a function.</summary>
    /// <param name="function">The function.</param>
    public bool HasFunction(NvmlFunction function) => _calls.Has(function);

    /// <summary>Whether this library has a function that the binding knows by this exported name.</summary>
    /// <param name="symbol">Such as <c>nvmlDeviceGetTemperatureV</c>.</param>
    public bool HasFunction(string symbol)
    {
        var index = Array.FindIndex(NativeSymbols.All, known => known.Symbol == symbol);
        return index >= 0 && _calls.Has((NvmlFunction)index);
    }

    /// <summary>The library's own sentence for a code, in English.</summary>
    /// <param name="code">The code.</param>
    public string GetErrorString(NvmlReturn code) => _calls.ErrorString(code) ?? code.ToString();

    /// <summary>What the calls of a function cost so far.</summary>
    /// <param name="function">The function.</param>
    public NvmlCallStatistics GetStatistics(NvmlFunction function)
    {
        ArgumentOutOfRangeException.ThrowIfNegative((int)function, nameof(function));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((int)function, NativeSymbols.All.Length, nameof(function));
        ref readonly var counter = ref _calls.Counter(function);
        return new NvmlCallStatistics(
            function, counter.Calls, counter.Failures, FromTicks(counter.Ticks), FromTicks(counter.MaxTicks), (NvmlReturn)counter.LastCode);
    }

    /// <summary>Shuts it down, unless a call is wedged in the driver. May be called again.</summary>
    public void Dispose()
    {
        // A reload may hang in the driver with the lock in hand; then there is nothing left to shut down for this process.
        if (!_lifecycle.TryEnter(_options.ShutdownPatience))
        {
            return;
        }

        try
        {
            if (!_disposed)
            {
                _disposed = true;
                Shutdown();
            }
        }
        finally
        {
            _lifecycle.Exit();
        }
    }

    private static TimeSpan FromTicks(long ticks) => Stopwatch.GetElapsedTime(0, ticks);

    private NvmlReturn TryInitialize()
    {
        lock (_lifecycle)
        {
            return Initialize();
        }
    }

    /// <summary>Under the lock.</summary>
    private NvmlReturn Initialize()
    {
        var code = _calls.CallUnguarded(NvmlFunction.Init);
        if (code != NvmlReturn.Success)
        {
            return code;
        }

        _initialized = true;
        _generation++;
        _calls.Gate.Open(_generation);
        DriverRelease = TryGetDriverVersion(out var version) == NvmlReturn.Success ? DriverRelease.Parse(version) : default;
        return code;
    }

    /// <summary>Under the lock.</summary>
    private void Shutdown()
    {
        if (!_initialized)
        {
            return;
        }

        _initialized = false;
        if (!_calls.Gate.Close(_options.ShutdownPatience))
        {
            _owners.Forget();
            return;
        }

        _owners.FreeAll();
        _calls.CallUnguarded(NvmlFunction.Shutdown);
    }
}
