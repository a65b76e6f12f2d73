using Krewe.Runtime.CodeGeneration;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Filters;

/// <summary>The filters before calls to grains. Looked up late: filters may themselves want to call grains.</summary>
internal sealed class OutgoingFilters(IServiceProvider services)
{
    private readonly Lazy<IOutgoingGrainCallFilter[]> _filters = new(() => [.. services.GetServices<IOutgoingGrainCallFilter>()]);

    public bool Needed(object? grain) => _filters.Value.Length > 0 || grain is IOutgoingGrainCallFilter;

    public Task<Response> RunAsync(
        GrainReference target, GrainRequest request, IGrainContext? source, GrainId client, Func<GrainRequest, Task<Response>> send)
    {
        var filters = source?.GrainInstance is IOutgoingGrainCallFilter own ? [.. _filters.Value, own] : _filters.Value;
        return new OutgoingCall(filters, target, request, source, client, send).RunAsync();
    }
}
