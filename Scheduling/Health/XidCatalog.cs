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
        [46] = (XidEffect.Evict, "the GPU stopped processing"),
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
        [144] = (XidEffect.Refer, "NVLink SAW error"),
        [145] = (XidEffect.Refer, "NVLink RLW error"),
        [146] = (XidEffect.Refer, "NVLink TLW error"),
        [147] = (XidEffect.Refer, "NVLink TREX error"),
        [148] = (XidEffect.Refer, "NVLink NVLPW_CTRL error"),
        [149] = (XidEffect.Refer, "NVLink NETIR error"),
        [150] = (XidEffect.Refer, "NVLink MSE error"),
        [151] = (XidEffect.Drain, "key rotation failed"),
        [152] = (XidEffect.Program, "DLA memory fault"),
        [153] = (XidEffect.Program, "DLA timeout"),
        [154] = (XidEffect.Refer, "the recovery action has changed"),
        [155] = (XidEffect.Drain, "NVLink went down"),
        [156] = (XidEffect.Degrade, "a part was marked for retirement"),
        [157] = (XidEffect.Degrade, "a part could not be retired"),
        [158] = (XidEffect.Evict, "fatal timeout"),
        [159] = (XidEffect.Drain, "CHI error on the link to the CPU"),
        [160] = (XidEffect.Refer, "a memory channel was marked for retirement"),
        [161] = (XidEffect.Degrade, "a memory channel could not be retired"),
        [162] = (XidEffect.Program, "power smoothing works again"),
        [163] = (XidEffect.Program, "power smoothing is off"),
        [164] = (XidEffect.Program, "power smoothing nears the end of its life"),
        [165] = (XidEffect.Program, "power smoothing has reached the end of its life"),
        [166] = (XidEffect.Refer, "NVLink traffic before its encryption"),
        [167] = (XidEffect.Evict, "fatal PCIe timeout"),
        [168] = (XidEffect.Degrade, "errors in a protected region of its memory"),
        [169] = (XidEffect.Evict, "security micro-controller halt"),
        [170] = (XidEffect.Refer, "NVLink interrupt in confidential computing"),
        [171] = (XidEffect.Drain, "uncorrectable DRAM error"),
        [172] = (XidEffect.Drain, "uncorrectable SRAM error"),
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
