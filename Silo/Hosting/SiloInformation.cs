using System.Collections.Immutable;
using Krewe.Silo.Admin;
using Krewe.Silo.Configuration;
using Orleans.Runtime;

namespace Krewe.Silo.Hosting;

/// <summary>What the silo says of itself.</summary>
internal sealed class SiloInformation(SiloSettings settings, ILocalSiloDetails silo, ListenAddresses addresses, TimeProvider time) : ISiloInformation
{
    public string Version => ProductVersion.Text;

    public string Engine => ProductVersion.Engine;

    public string Region => settings.Region;

    public string Name => silo.Name;

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    public ImmutableArray<string> Addresses => addresses.Inference;

    public ImmutableArray<string> AdminAddresses => addresses.Admin;
}
