using Krewe.Client.Admin;
using Krewe.Commands.Completion;

namespace Krewe.Commands.Lists;

/// <summary>A list that the silo gives: how it is asked for, named, narrowed and shown.</summary>
internal sealed record Listing<T>
{
    /// <summary>The verb, which also says what is listed: <c>models</c>.</summary>
    public required string Verb { get; init; }

    public required string Description { get; init; }

    /// <summary>What stands for the name of one: <c>MODEL</c>.</summary>
    public required string Item { get; init; }

    /// <summary>Where completion finds names.</summary>
    public required NameSource Names { get; init; }

    public required Func<KreweAdminClient, CancellationToken, Task<AdminList<T>>> Fetch { get; init; }

    /// <summary>The names that an item goes by; the first is the one that is suggested.</summary>
    public required Func<T, IEnumerable<string>> NamesOf { get; init; }

    public required IReadOnlyList<Column<T>> Columns { get; init; }

    public IReadOnlyList<Filter<T>> Filters { get; init; } = [];

    /// <summary>What is said instead of an empty table.</summary>
    public required string Empty { get; init; }
}
