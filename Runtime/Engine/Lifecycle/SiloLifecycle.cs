using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Krewe.Runtime.Lifecycle;

/// <summary>The stages of the silo.</summary>
internal sealed class SiloLifecycle(ILogger<SiloLifecycle> logger) : LifecycleSubject(logger), ISiloLifecycle;
