using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Krewe.Runtime.Placement;
using Orleans.Hosting;
using Orleans.Placement;
using Orleans.Runtime.Placement.Filtering;

namespace Orleans.Runtime.MembershipService.SiloMetadata;

/// <summary>Says what a silo tells of itself.</summary>
public static class SiloMetadataHostingExtensions
{
    /// <summary>From the section <c>Orleans:Metadata</c> of the host's configuration.</summary>
    /// <param name="builder">The silo.</param>
    public static ISiloBuilder UseSiloMetadata(this ISiloBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseSiloMetadata(builder.Configuration);
    }

    /// <summary>From the section <c>Orleans:Metadata</c> of a configuration.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="configuration">The configuration.</param>
    public static ISiloBuilder UseSiloMetadata(this ISiloBuilder builder, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return builder.UseSiloMetadata(configuration.GetSection("Orleans").GetSection("Metadata"));
    }

    /// <summary>From the keys of a section.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="configurationSection">The section.</param>
    public static ISiloBuilder UseSiloMetadata(this ISiloBuilder builder, IConfigurationSection configurationSection)
    {
        ArgumentNullException.ThrowIfNull(configurationSection);
        return builder.UseSiloMetadata(configurationSection.GetChildren()
            .Where(child => child.Value is not null)
            .ToDictionary(child => child.Key, child => child.Value!, StringComparer.Ordinal));
    }

    /// <summary>From a table.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="metadata">The entries.</param>
    public static ISiloBuilder UseSiloMetadata(this ISiloBuilder builder, Dictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(metadata);
        builder.Services.AddSingleton(SiloMetadata.From(metadata));
        builder.Services.AddPlacementFilter<RequiredMatchSiloMetadataPlacementFilterStrategy, RequiredMatchSiloMetadataDirector>(ServiceLifetime.Transient);
        builder.Services.AddPlacementFilter<PreferredMatchSiloMetadataPlacementFilterStrategy, PreferredMatchSiloMetadataDirector>(ServiceLifetime.Transient);
        return builder;
    }
}
