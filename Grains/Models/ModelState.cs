using System.Collections.Immutable;
using Krewe.Models;

namespace Krewe.Grains.Models;

/// <summary>What a model grain keeps: its configuration, so that it can answer before the pool speaks, and what it learnt.</summary>
[GenerateSerializer, Alias("krewe.ModelState")]
public sealed record ModelState
{
    /// <summary>The pool's last word; null when there is no such model.</summary>
    [Id(0)]
    public ModelConfiguration? Configuration { get; init; }

    /// <summary>The highest generation ever seen, that of a removal included.</summary>
    [Id(1)]
    public long Generation { get; init; }

    /// <summary>What the model takes and gives.</summary>
    [Id(2)]
    public ModelSignature? Signature { get; init; }

    /// <summary>Contents of requests that are not executed any more, the oldest first.</summary>
    [Id(10)]
    public ImmutableArray<QuarantinedContent> Quarantine { get; init; } = [];
}
