using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Serialization;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Timers;

/// <summary>A tick as a call. It never leaves its activation, so it is neither copied nor written.</summary>
internal sealed class TimerTick(GrainTimer timer, int version) : GrainRequest
{
    private static readonly GrainMethod Tick = new VoidGrainMethod(
        typeof(IGrainTimerInvoker), nameof(IGrainTimerInvoker), nameof(IGrainTimerInvoker.InvokeCallbackAsync),
        nameof(IGrainTimerInvoker.InvokeCallbackAsync), GrainMethodOptions.OneWay, null, [typeof(CancellationToken)], static () => throw Stays());

    /// <summary>The tick is over, however it went.</summary>
    public void Ended() => timer.TickEnded(version);

    public override GrainMethod Method => Tick;

    public override bool IsCancellable => false;

    public override void WriteArguments(ref WireWriter writer) => throw Stays();

    public override void ReadArguments(ref WireReader reader) => throw Stays();

    public override GrainRequest Copy() => throw Stays();

    public override object? GetTarget() => timer;

    public override void SetTarget(ITargetHolder holder)
    {
    }

    public override ValueTask<Response> Invoke()
    {
        try
        {
            return Complete(timer.TickAsync(version));
        }
        catch (Exception exception)
        {
            return new ValueTask<Response>(Response.FromException(exception));
        }
    }

    public override int GetArgumentCount() => 0;

    public override object? GetArgument(int index) => throw NoArgument(index);

    public override void SetArgument(int index, object value) => throw NoArgument(index);

    private static NotSupportedException Stays() => new("KRW7060: A timer tick does not leave its activation.");
}
