namespace Krewe.Runtime.Membership;

/// <summary>Ends the process. The one place where the engine may.</summary>
internal interface IFatalErrorHandler
{
    /// <summary>Ends the process at once, without an orderly stop: whatever it would still do counts for nothing.</summary>
    /// <param name="reason">What to leave behind, with its code.</param>
    void OnFatal(string reason);
}
