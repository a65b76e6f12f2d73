namespace Orleans.Runtime;

/// <summary>What an answer with items says about the enumeration.</summary>
internal enum EnumerationResult : byte
{
    /// <summary>It goes on; there may be no item yet.</summary>
    Batch,

    /// <summary>These are the last items, if there are any.</summary>
    Completed,

    /// <summary>The grain does not have it, or no longer.</summary>
    MissingEnumeratorError,
}
