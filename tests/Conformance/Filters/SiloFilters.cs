namespace Krewe.Conformance.Tests.Filters;

/// <summary>Singleton of the silo, to show that filters are made by its services.</summary>
public sealed class FilterService
{
    public string Name => "service";
}

/// <summary>Registered first: sees calls before <see cref="SecondIncomingFilter"/>, and what comes back after it.</summary>
public sealed class FirstIncomingFilter(FilterService service) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var notes = context.Grain is FilteredGrain grain ? Notes.Of(grain) : null;
        if (notes is null)
        {
            await context.Invoke();
            return;
        }

        notes.Add($"first {context.InterfaceMethod.Name} {service.Name}");
        switch (RequestContext.Get("do"))
        {
            case "deny":
                throw new UnauthorizedAccessException("not you");
            case "break":
                return;
            case "answer":
                context.Result = 99;
                return;
            case "change":
                context.Request.SetArgument(0, 1000);
                break;
            case "describe":
                notes.Add($"interface {context.InterfaceMethod.DeclaringType!.Name}");
                notes.Add($"implementation {context.ImplementationMethod.DeclaringType!.Name}.{context.ImplementationMethod.Name}");
                notes.Add($"target {context.TargetId}");
                notes.Add($"context {context.TargetContext.GrainId}");
                notes.Add($"arguments {string.Join(',', Enumerable.Range(0, context.Request.GetArgumentCount()).Select(context.Request.GetArgument))}");
                notes.Add($"method {context.MethodName} {context.Request.GetMethodName()}");
                notes.Add($"named {context.InterfaceName}");
                notes.Add($"type {context.InterfaceType}");
                notes.Add($"source {context.SourceId}");
                break;
            case "catch":
                try
                {
                    await context.Invoke();
                }
                catch (InvalidOperationException exception)
                {
                    notes.Add($"caught {exception.Message}");
                    context.Result = -1;
                }

                return;
            case "translate":
                try
                {
                    await context.Invoke();
                }
                catch (InvalidOperationException exception)
                {
                    throw new NotSupportedException("translated", exception);
                }

                return;
        }

        await context.Invoke();
        notes.Add($"first after {context.Result ?? "nothing"}");
    }
}

/// <summary>Registered second.</summary>
public sealed class SecondIncomingFilter : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var notes = context.Grain is FilteredGrain grain ? Notes.Of(grain) : null;
        notes?.Add("second");
        await context.Invoke();
        notes?.Add("second after");
    }
}

/// <summary>Outgoing calls of the silos' grains.</summary>
public sealed class OutgoingFilter : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.InterfaceMethod?.DeclaringType != typeof(IFilteredGrain))
        {
            await context.Invoke();
            return;
        }

        RequestContext.Set("signed", "by the outgoing filter");
        switch (RequestContext.Get("out"))
        {
            case "deny":
                throw new UnauthorizedAccessException("not out");
            case "change":
                context.Request.SetArgument(1, 500);
                break;
            case "describe":
                Notes.Of(context.TargetId.Key.ToString()!).Add($"out {context.SourceContext?.GrainId} to {context.TargetId} {context.MethodName}");
                break;
            case "double":
                await context.Invoke();
                context.Result = (int)context.Result! * 2;
                return;
        }

        await context.Invoke();
    }
}
