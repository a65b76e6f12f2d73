namespace Krewe.Conformance.Tests.Chains;

/// <summary>Calls along a path of grains, given by their keys; the time-outs grow outwards, so that the innermost call fails.</summary>
public interface IChainGrain : IGrainWithStringKey
{
    /// <summary>Calls the first of the path with the rest of it.</summary>
    [ResponseTimeout("00:00:20")]
    Task<string> Walk(string[] path, bool allow);

    [ResponseTimeout("00:00:01")]
    Task<string> Name();

    /// <summary>Allows it, then suppresses it again for the call.</summary>
    [ResponseTimeout("00:00:20")]
    Task<string> AllowAndSuppress(string other);

    /// <summary>Allows it for a section that has ended before the call.</summary>
    [ResponseTimeout("00:00:20")]
    Task<string> AllowTooEarly(string other);

    /// <summary>Allows the chain, and waits at its own gate meanwhile.</summary>
    [ResponseTimeout("00:00:20")]
    Task Hold();

    [AlwaysInterleave]
    Task<string> Ping();
}
