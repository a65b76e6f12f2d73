using System.Collections.Immutable;

namespace Krewe.Silo.Admin;

/// <summary>What the silo says of itself. A seam for tests: the addresses are known once they are bound.</summary>
internal interface ISiloInformation
{
    /// <summary>The silo's version.</summary>
    string Version { get; }

    /// <summary>The grain engine, with its version.</summary>
    string Engine { get; }

    /// <summary>Its region.</summary>
    string Region { get; }

    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>When it was started.</summary>
    DateTimeOffset StartedAt { get; }

    /// <summary>Where inference is served; empty before the listeners are bound.</summary>
    ImmutableArray<string> Addresses { get; }

    /// <summary>Where the admin API is served; empty before the listeners are bound.</summary>
    ImmutableArray<string> AdminAddresses { get; }
}
