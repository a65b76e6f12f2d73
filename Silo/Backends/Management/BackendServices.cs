using Krewe.Silo.Backends.Launching;
using Krewe.Silo.Backends.Weights;

namespace Krewe.Silo.Backends.Management;

/// <summary>What every model server of the silo shares.</summary>
internal sealed record BackendServices(ServerLauncher Launcher, WeightsCache Weights, BackendOptions Options, StatusFeed Feed, TimeProvider Time, ILogger Logger);
