using System.Collections.Immutable;
using Krewe.Silo.Configuration;
using Krewe.Silo.Hosting;
using Orleans.Runtime;

namespace Krewe.Silo.Admin;

/// <summary>This silo. Made when it starts.</summary>
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
