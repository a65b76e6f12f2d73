using Krewe.Commands.Output;

namespace Krewe.Commands.Lists;

/// <summary>A column of a list.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Cell">What it shows of an item.</param>
/// <param name="Wide">Whether only <c>-o wide</c> shows it.</param>
internal sealed record Column<T>(
    string Heading,
    Func<T, Cell> Cell,
    bool Wide = false);
