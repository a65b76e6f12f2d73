using System.Collections.Frozen;

namespace Krewe.Scheduling.Health;

/// <summary>
/// The XID errors that say something about a device, by NVIDIA's catalogue ("XID Errors", docs.nvidia.com/deploy/xid-errors) and its guidance for
/// memory errors ("NVIDIA GPU Memory Error Management"). A number that is not listed is taken for a program's fault, as most are.
/// </summary>
public static class XidCatalog
{
    private static readonly FrozenDictionary<int, (XidEffect Effect, string Meaning)> Known = new Dictionary<int, (XidEffect, string)>
    {
        [13] = (XidEffect.Program, "graphics engine exception"),
        [31] = (XidEffect.Program, "memory page fault"),
        [43] = (XidEffect.Program, "a program's work was stopped"),
        [45] = (XidEffect.Program, "a program's work was cleaned up"),
        [48] = (XidEffect.Drain, "double bit ECC error"),
        [61] = (XidEffect.Drain, "internal micro-controller breakpoint"),
        [62] = (XidEffect.Evict, "internal micro-controller halt"),
        [63] = (XidEffect.Degrade, "row remapping or page retirement recorded"),
        [64] = (XidEffect.Drain, "row remapping or page retirement failed"),
        [68] = (XidEffect.Program, "video decoder exception"),
        [69] = (XidEffect.Program, "graphics engine class error"),
        [74] = (XidEffect.Drain, "NVLink error"),
        [79] = (XidEffect.Lose, "the GPU has fallen off the bus"),
        [92] = (XidEffect.Degrade, "high rate of single bit ECC errors"),
        [94] = (XidEffect.Degrade, "contained memory error"),
        [95] = (XidEffect.Evict, "uncontained memory error"),
        [109] = (XidEffect.Program, "context switch timeout"),
        [110] = (XidEffect.Evict, "security fault"),
        [119] = (XidEffect.Evict, "GSP firmware does not answer"),
        [120] = (XidEffect.Evict, "GSP firmware error"),
        [136] = (XidEffect.Drain, "link training failed"),
        [140] = (XidEffect.Drain, "unrecovered ECC error"),
        [143] = (XidEffect.Evict, "initialization of the GPU failed"),
    }.ToFrozenDictionary();

    /// <summary>The numbers that are listed, in order.</summary>
    public static IEnumerable<int> Numbers => Known.Keys.Order();

    /// <summary>What an error means for its device.</summary>
    /// <param name="xid">The number.</param>
    public static XidEffect EffectOf(int xid) => Known.TryGetValue(xid, out var known) ? known.Effect : XidEffect.Program;

    /// <summary>What an error is called.</summary>
    /// <param name="xid">The number.</param>
    public static string MeaningOf(int xid) => Known.TryGetValue(xid, out var known) ? known.Meaning : "not in the catalogue";
}
