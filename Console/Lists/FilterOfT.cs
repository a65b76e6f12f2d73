using Krewe.Commands.Completion;

namespace Krewe.Commands.Lists;

/// <summary>An option that leaves only the items with a value.</summary>
/// <param name="Option">Its name, such as <c>--host</c>.</param>
/// <param name="Description">What stays.</param>
/// <param name="Value">The value of an item; several with commas between them, any of which will do.</param>
/// <param name="Names">Where completion finds values.</param>
internal sealed record Filter<T>(
    string Option,
    string Description,
    Func<T, string> Value,
    NameSource Names = NameSource.None);
