namespace Krewe.Silo.Front.Protocol;

/// <summary>Carries a <see cref="ProtocolFault"/> to the place that answers.</summary>
/// <param name="fault">What to answer.</param>
internal sealed class ProtocolException(ProtocolFault fault) : Exception(fault.Message)
{
    /// <summary>What to answer.</summary>
    internal ProtocolFault Fault { get; } = fault;
}
