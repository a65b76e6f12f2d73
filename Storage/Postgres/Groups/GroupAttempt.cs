namespace Krewe.Storage.Postgres.Groups;

/// <summary>How an attempt to commit a group ended.</summary>
internal enum GroupAttempt
{
    /// <summary>Committed.</summary>
    Done,

    /// <summary>Nothing of it was done, for a reason that passes.</summary>
    NotDone,

    /// <summary>Nothing of it was done, and it would not be the next time.</summary>
    Refused,

    /// <summary>It may have been done, or may be done yet.</summary>
    Unknown,
}
