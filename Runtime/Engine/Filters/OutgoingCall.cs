using Krewe.Runtime.CodeGeneration;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Filters;

internal sealed class OutgoingCall(
    IOutgoingGrainCallFilter[] filters, GrainReference target, GrainRequest request, IGrainContext? source, GrainId client, Func<GrainRequest, Task<Response>> send)
    : FilteredCall(request, filters.Length), IOutgoingGrainCallContext
{
    public override object Grain => target;

    public override GrainId? SourceId => source?.GrainId ?? client;

    public override GrainId TargetId => target.GrainId;

    public IGrainContext? SourceContext => source;

    protected override Task InvokeFilter(int index) => filters[index].Invoke(this);

    protected override ValueTask<Response> InvokeTarget() => new(send(Call));
}
