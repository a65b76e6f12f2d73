namespace Krewe.Silo.Front;

/// <summary>The one terminal outcome of a request.</summary>
internal enum RequestOutcome
{
    /// <summary>Answered by the model.</summary>
    Completed,

    /// <summary>The caller's mistake.</summary>
    Invalid,

    /// <summary>Not admitted, shed, or no replica.</summary>
    Refused,

    /// <summary>Its deadline passed.</summary>
    Expired,

    /// <summary>The model server failed, or was lost too often.</summary>
    Failed,

    /// <summary>Its caller went away.</summary>
    Cancelled,
}
