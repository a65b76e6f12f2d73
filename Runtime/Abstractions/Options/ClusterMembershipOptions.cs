namespace Orleans.Configuration;

/// <summary>How silos watch over each other. Settings of Orleans that are not here have no effect in this engine.</summary>
public class ClusterMembershipOptions
{
    /// <summary>After how many missed <see cref="IAmAliveTablePublishTimeout"/> a row counts as stale; 3; at least 1.</summary>
    public int NumMissedTableIAmAliveLimit { get; set; } = 3;

    /// <summary>Whether silos probe each other and declare dead who does not answer; true.</summary>
    public bool LivenessEnabled { get; set; } = true;

    /// <summary>How often a silo is probed, and how long its answer may take; 5 s; positive.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the table is read, apart from gossip; 60 s; positive.</summary>
    public TimeSpan TableRefreshTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a vote that a silo is dead counts; 2 min; positive.</summary>
    public TimeSpan DeathVoteExpirationTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a silo writes that it is alive; 30 s; positive.</summary>
    public TimeSpan IAmAliveTablePublishTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a silo tries to reach all others before it gives up joining; 5 min; positive.</summary>
    public TimeSpan MaxJoinAttemptTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether a silo that changed the table tells the others; true.</summary>
    public bool UseLivenessGossip { get; set; } = true;

    /// <summary>How many silos each one probes; 10; at least 1.</summary>
    public int NumProbedSilos { get; set; } = 10;

    /// <summary>How many probes in a row must be missed before a silo votes; 3; at least 1.</summary>
    public int NumMissedProbesLimit { get; set; } = 3;

    /// <summary>
    /// Whether the last probe before a vote also goes through another silo, whose answer outweighs the miss and whose own miss is a second vote; true.
    /// </summary>
    public bool EnableIndirectProbes { get; set; } = true;

    /// <summary>Whether a silo that is not well itself (late timers, no answers from anybody, votes against it) gives the others twice the time to answer; true.</summary>
    public bool ExtendProbeTimeoutDuringDegradation { get; set; } = true;

    /// <summary>How long a late timer counts as a sign that the silo is not well; 10 s; positive.</summary>
    public TimeSpan LocalHealthDegradationMonitoringPeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many votes declare a silo dead, where as many silos are there; 2; at least 1.</summary>
    public int NumVotesForDeathDeclaration { get; set; } = 2;

    /// <summary>After which time rows of dead silos are removed; 7 days.</summary>
    public TimeSpan DefunctSiloExpiration { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How often it is looked for such rows; 1 h; null for never.</summary>
    public TimeSpan? DefunctSiloCleanupPeriod { get; set; } = TimeSpan.FromHours(1);
}
