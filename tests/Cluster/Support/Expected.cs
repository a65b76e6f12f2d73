namespace Krewe.Cluster.Tests.Support;

/// <summary>What is seen of an engine where the two differ. What is promised of both is not here.</summary>
internal static class Expected
{
#if ORLEANS
    /// <summary>What was in flight at a silo or gateway that is lost: Orleans may leave it to the caller's time-out.</summary>
    public const string CutThroughGateway = "^(SiloUnavailableException|TimeoutException|OrleansMessageRejectionException|ConnectionFailedException)", CutOnSilo = CutThroughGateway;

    /// <summary>Why a call of a client failed while silos died.</summary>
    public const string ClientFailure = CutThroughGateway;

    /// <summary>Of a silo that has learned that it is dead.</summary>
    public const string OwnDeath = "I have been told I am dead|Dead";

    /// <summary>Of a placement while the database is away: the directory's own code, or what Orleans says when asking it took too long.</summary>
    public const string NoPlacement = "KRW600[56]|OrleansMessageRejectionException|TimeoutException";

    /// <summary>How many silos must have called a grain, so that all of them find it without the directory. Orleans' silos remember what they called themselves.</summary>
    public const int SilosToWarm = int.MaxValue;

    /// <summary>Orleans forgets, at a restart under load, some calls that were on their way: their callers are told, and nothing is done twice.</summary>
    public const string RollingFailure = "^(SiloUnavailableException|OrleansMessageRejectionException|TimeoutException|HttpRequestException|ConnectionFailedException)";
#else
    public const string CutThroughGateway = "^SiloUnavailableException KRW7231", CutOnSilo = "^SiloUnavailableException KRW7042";

    public const string ClientFailure = "KRW(7042|7202|7214|723[13])";

    public const string OwnDeath = "KRW7301";

    public const string NoPlacement = "KRW(600[56]|7043|7046)";

    public const int SilosToWarm = 1;

    /// <summary>None.</summary>
    public const string RollingFailure = "(?!)";
#endif
}
