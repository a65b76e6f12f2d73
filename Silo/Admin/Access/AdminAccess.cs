namespace Krewe.Silo.Admin.Access;

/// <summary>What a route asks of those who call it.</summary>
internal enum AdminAccess
{
    /// <summary>An allowed Host, and an allowed Origin where there is one.</summary>
    Read,

    /// <summary>The same, the token, JSON, and no word of the browser that another site asks.</summary>
    Write,
}
