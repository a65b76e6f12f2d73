using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Machines;

namespace Krewe.Silo.Admin.Cluster;

/// <summary>What the admin API shows of machines that come and go.</summary>
internal interface IMachineReader
{
    /// <summary>The machines of each pool that answers and has any, or could have; and who did not answer.</summary>
    Task<(ImmutableArray<MachinesView> Pools, ImmutableArray<Problem> Problems)> GetMachinesAsync(CancellationToken cancellationToken);
}
