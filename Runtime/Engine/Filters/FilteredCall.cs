using System.Reflection;
using System.Runtime.ExceptionServices;
using Krewe.Runtime.CodeGeneration;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Filters;

/// <summary>A call on its way through filters, one after the other.</summary>
internal abstract class FilteredCall(GrainRequest request, int filters) : IGrainCallContext
{
    private int _stage;

    public IInvokable Request => request;

    public abstract object Grain { get; }

    public abstract GrainId? SourceId { get; }

    public abstract GrainId TargetId { get; }

    public GrainInterfaceType InterfaceType => GrainInterfaceType.Create(request.Method.InterfaceName);

    public string InterfaceName => request.GetInterfaceName();

    public string MethodName => request.GetMethodName();

    public MethodInfo InterfaceMethod => request.GetMethod();

    public object? Result
    {
        get => Response?.Result;
        set => Response = Response.FromResult(value);
    }

    public Response? Response { get; set; }

    protected GrainRequest Call => request;

    public async Task Invoke()
    {
        var stage = _stage++;
        if (stage < filters)
        {
            await InvokeFilter(stage);
            if (Response is null)
            {
                throw new InvalidOperationException(
                    $"KRW7050: A filter of {request.GetActivityName()} neither awaited Invoke() nor set the result. It must do one of them, or throw.");
            }

            return;
        }

        Response = await InvokeTarget();
        if (Response.Exception is { } exception)
        {
            ExceptionDispatchInfo.Throw(exception);
        }
    }

    public async Task<Response> RunAsync()
    {
        try
        {
            await Invoke();
            return Response!;
        }
        catch (Exception exception)
        {
            return Response.FromException(exception);
        }
    }

    protected abstract Task InvokeFilter(int index);

    protected abstract ValueTask<Response> InvokeTarget();
}
