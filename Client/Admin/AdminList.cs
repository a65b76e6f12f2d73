using System.Collections;
using System.Collections.Immutable;

namespace Krewe.Client.Admin;

/// <summary>A list as the silo gave it, and who of the cluster did not answer and is missing in it.</summary>
/// <param name="Items">What there is.</param>
/// <param name="Missing">Who did not answer, such as <c>pool eu/default</c>; empty when the list is whole.</param>
/// <typeparam name="T">What it is a list of.</typeparam>
public sealed record AdminList<T>(ImmutableArray<T> Items, ImmutableArray<string> Missing) : IReadOnlyList<T>
{
    /// <inheritdoc/>
    public int Count => Items.Length;

    /// <inheritdoc/>
    public T this[int index] => Items[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
