using Krewe.Runtime.Membership;

namespace Krewe.Testing.Clusters;

/// <summary>The end of a silo that shares its process with others and with the test.</summary>
internal sealed class InProcessEnd(Action end) : IFatalErrorHandler
{
    public void OnFatal(string reason) => end();
}
