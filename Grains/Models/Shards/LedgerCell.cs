namespace Krewe.Grains.Models.Shards;

/// <summary>The slots of one replica at one shard. Owned by the ledger.</summary>
internal sealed class LedgerCell
{
    /// <summary>How many are meant for it.</summary>
    public int Meant { get; set; }

    /// <summary>How many it was told that it may use.</summary>
    public int Told { get; set; }

    /// <summary>How many it may be using: nobody else may be told of them.</summary>
    public int Held { get; set; }

    /// <summary>How many it last said it used.</summary>
    public int Used { get; set; }
}
