namespace Krewe.Silo.Metrics;

/// <summary>The terminal outcome of a request, as metrics count it.</summary>
internal enum RequestOutcome
{
    /// <summary>Its caller got the model's answer.</summary>
    Completed,

    /// <summary>The model server failed, or its replica was lost and it could not be executed again.</summary>
    Failed,

    /// <summary>It was not admitted, shed, or not valid.</summary>
    Refused,

    /// <summary>Its deadline passed.</summary>
    Expired,

    /// <summary>Its caller went away.</summary>
    Cancelled,
}
