namespace Krewe.Conformance.Tests.Cancellation;

public interface ICancelGrain : IGrainWithStringKey
{
    /// <summary>Notes that it begins, waits until it is cancelled or its gate opens, and notes which.</summary>
    Task<string> Stay(string name, CancellationToken cancellationToken = default);

    Task<string> StayThere(string other, string name, CancellationToken cancellationToken);

    Task<bool> CanBeCancelled(CancellationToken cancellationToken = default);

    Task Ignore(string name, CancellationToken cancellationToken);

    Task CancelOwn();

    [AlwaysInterleave]
    Task<int> Ping();

    Task<string> CancelTheOther(string other);
}
