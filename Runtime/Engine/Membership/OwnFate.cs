namespace Krewe.Runtime.Membership;

/// <summary>What the table says of the silo that reads it.</summary>
internal enum OwnFate
{
    /// <summary>It lives.</summary>
    Alive,

    /// <summary>Others have declared it dead.</summary>
    Dead,

    /// <summary>It had a row, and has none any more.</summary>
    Missing,
}
