using Krewe.Runtime.Activations;
using Krewe.Runtime.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Filters;

/// <summary>The filters before the methods of grains. Looked up late: filters may themselves want to call grains.</summary>
internal sealed class IncomingFilters(IServiceProvider services)
{
    private readonly Lazy<IIncomingGrainCallFilter[]> _filters = new(() => [.. services.GetServices<IIncomingGrainCallFilter>()]);

    public bool Needed(object? grain) => _filters.Value.Length > 0 || grain is IIncomingGrainCallFilter;

    public Task<Response> RunAsync(Activation activation, Message message)
    {
        var filters = activation.GrainInstance is IIncomingGrainCallFilter own ? [.. _filters.Value, own] : _filters.Value;
        return new IncomingCall(filters, activation, message).RunAsync();
    }
}
