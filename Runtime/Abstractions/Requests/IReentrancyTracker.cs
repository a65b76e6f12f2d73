namespace Orleans.Runtime;

/// <summary>An activation's record of the call chains that it lets back in.</summary>
internal interface IReentrancyTracker
{
    /// <summary>Lets the chain in.</summary>
    /// <param name="reentrancyId">The chain, or empty to begin one.</param>
    /// <returns>The chain.</returns>
    Guid EnterReentrantSection(Guid reentrancyId);

    void LeaveReentrantSection(Guid reentrancyId);
}
