using Krewe.Silo.Backends.Launching;

namespace Krewe.Silo.Backends.Management;

/// <summary>What every model server of the silo shares.</summary>
internal sealed record BackendServices(ServerLauncher Launcher, BackendOptions Options, StatusFeed Feed, TimeProvider Time, ILogger Logger);
