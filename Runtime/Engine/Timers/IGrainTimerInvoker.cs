using Orleans.Runtime;

namespace Krewe.Runtime.Timers;

/// <summary>The interface under which call filters see timer ticks.</summary>
internal interface IGrainTimerInvoker : IAddressable
{
    Task InvokeCallbackAsync(CancellationToken cancellationToken);
}
