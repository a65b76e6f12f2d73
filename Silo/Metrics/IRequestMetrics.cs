namespace Krewe.Silo.Metrics;

/// <summary>What the front tells. Every method is cheap, thread-safe, and never throws.</summary>
internal interface IRequestMetrics
{
    /// <summary>A request of a known model reached its one terminal outcome.</summary>
    void RequestFinished(in RequestMeasurement request);

    /// <summary>The body of a request was read.</summary>
    void BodyRead(string tenant, string model, long bytes);

    /// <summary>A request was refused; tenant and model are empty when there is no such model, so that callers cannot invent labels.</summary>
    void Refused(string tenant, string model, string code);

    /// <summary>A request's deadline passed.</summary>
    void Expired(string tenant, string model, ExpiryStage stage);

    /// <summary>A request is executed again because its replica was lost.</summary>
    void Retried(string tenant, string model);

    /// <summary>A model server was started again.</summary>
    void BackendRestarted(string tenant, string model);
}
