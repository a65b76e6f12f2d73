namespace Orleans.Runtime.MembershipService.SiloMetadata;

/// <summary>What silos say of themselves.</summary>
public interface ISiloMetadataCache
{
    /// <summary>What the silo says; <see cref="SiloMetadata.Empty"/> when not known yet.</summary>
    /// <param name="siloAddress">The silo.</param>
    SiloMetadata GetSiloMetadata(SiloAddress siloAddress);
}
