namespace Krewe.Runtime.Membership;

/// <summary>Ends the process as a crash would: no finalizer, no exit handler, no late write.</summary>
internal sealed class ProcessEnd : IFatalErrorHandler
{
    public void OnFatal(string reason) => Environment.FailFast(reason);
}
