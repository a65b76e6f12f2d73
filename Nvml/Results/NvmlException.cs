using Krewe.Nvml.Native;

namespace Krewe.Nvml;

/// <summary>A call of the library failed.</summary>
public sealed class NvmlException : Exception
{
    /// <summary>A failed call.</summary>
    /// <param name="function">Which.</param>
    /// <param name="code">What it gave.</param>
    public NvmlException(NvmlFunction function, NvmlReturn code)
        : this(function, code, $"{NativeSymbols.NameOf(function)} gave {(int)code} ({code})")
    {
    }

    /// <summary>A failed call, in other words.</summary>
    /// <param name="function">Which.</param>
    /// <param name="code">What it gave.</param>
    /// <param name="message">What is to be said of it.</param>
    public NvmlException(NvmlFunction function, NvmlReturn code, string message)
        : base(message) => (Function, Code) = (function, code);

    /// <summary>Which function failed.</summary>
    public NvmlFunction Function { get; }

    /// <summary>What it gave.</summary>
    public NvmlReturn Code { get; }

    /// <summary>What to do about it.</summary>
    public NvmlReturnClass Class => Code.Classify(Function);
}
