using Krewe.Commands.Application;

namespace Krewe.Commands.Output;

/// <summary>Something that the silo is asked for and that is shown.</summary>
/// <param name="What">What it is, in words: "the models".</param>
/// <param name="Fetch">Asks for it.</param>
/// <param name="Draw">Prints it for people.</param>
/// <param name="Exit">What to end with when this was shown.</param>
internal sealed record View<T>(
    string What,
    Func<CancellationToken, Task<T>> Fetch,
    Action<T, Surroundings> Draw,
    Func<T, int> Exit);
