using System.Collections.Immutable;
using Krewe.Silo.Configuration;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Krewe.Silo.Hosting;

/// <summary>Where the silo really listens: port 0 in the settings has become a port.</summary>
internal sealed class ListenAddresses(IServer server, SiloSettings settings)
{
    /// <summary>Where inference is served. Known once the server has started.</summary>
    public ImmutableArray<string> Inference => settings.Embedded ? Resolve(0, int.MaxValue) : Resolve(0, settings.Urls.Length);

    /// <summary>Where the admin API is served. Known once the server has started.</summary>
    public ImmutableArray<string> Admin =>
        settings.SharedListeners ? Inference : Resolve(settings.Urls.Length, settings.AdminUrls.Length);

    /// <summary>Kestrel keeps the order in which addresses were given.</summary>
    private ImmutableArray<string> Resolve(int skip, int take) =>
        [.. (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Skip(skip).Take(take)];
}
