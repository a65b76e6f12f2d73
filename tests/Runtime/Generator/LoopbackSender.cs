using System.Buffers;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Serialization;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Tests.Generator;

/// <summary>Calls one object, over copies or over bytes, as the engine does within a silo and between silos.</summary>
internal sealed class LoopbackSender(object target, bool overBytes) : IGrainCallSender, ITargetHolder
{
    public List<GrainRequest> Requests { get; } = [];

    public async Task<Response> SendAsync(GrainReference target, GrainRequest request)
    {
        Requests.Add(request);
        GrainRequest received = overBytes ? Transfer(request) : request.Copy();
        received.MakeCancellable();
        received.SetTarget(this);
        Response response = await received.Invoke();
        return overBytes ? Transfer(received.Method, response) : received.Method.CopyResponse(response);
    }

    public GrainReference CreateReference(GrainId grainId, Type interfaceType) =>
        ManifestRegistry.Instance.CreateReference(interfaceType, grainId, this);

    public TTarget? GetTarget<TTarget>() where TTarget : class => target as TTarget;

    public TComponent? GetComponent<TComponent>() where TComponent : class => null;

    private GrainRequest Transfer(GrainRequest request)
    {
        ArrayBufferWriter<byte> buffer = new();
        WireWriter writer = new(buffer);
        request.WriteArguments(ref writer);
        GrainMethod method = ManifestRegistry.Instance.FindMethod(request.Method.InterfaceName, request.Method.WireName)!;
        GrainRequest received = method.Create();
        WireReader reader = new(buffer.WrittenMemory, this);
        received.ReadArguments(ref reader);
        Assert.Equal(0, reader.Remaining);
        return received;
    }

    private Response Transfer(GrainMethod method, Response response)
    {
        ArrayBufferWriter<byte> buffer = new();
        WireWriter writer = new(buffer);
        method.WriteResponse(ref writer, response);
        WireReader reader = new(buffer.WrittenMemory, this);
        return method.ReadResponse(ref reader);
    }
}
