namespace Orleans.Runtime;

/// <summary>This silo.</summary>
public interface ILocalSiloDetails
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Its cluster.</summary>
    string ClusterId { get; }

    /// <summary>Its machine's name.</summary>
    string DnsHostName { get; }

    /// <summary>Its identity.</summary>
    SiloAddress SiloAddress { get; }

    /// <summary>Where clients connect.</summary>
    SiloAddress GatewayAddress { get; }
}
