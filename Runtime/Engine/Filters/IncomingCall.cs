using System.Reflection;
using Krewe.Runtime.Activations;
using Krewe.Runtime.Messaging;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Filters;

internal sealed class IncomingCall(IIncomingGrainCallFilter[] filters, Activation activation, Message message)
    : FilteredCall(message.Request!, filters.Length), IIncomingGrainCallContext
{
    public override object Grain => activation.GrainInstance!;

    public override GrainId? SourceId => message.Source;

    public override GrainId TargetId => message.Target;

    public IGrainContext TargetContext => activation;

    public MethodInfo ImplementationMethod => activation.Class.Implementation(InterfaceMethod);

    protected override Task InvokeFilter(int index) => filters[index].Invoke(this);

    protected override ValueTask<Response> InvokeTarget() => Call.Invoke();
}
