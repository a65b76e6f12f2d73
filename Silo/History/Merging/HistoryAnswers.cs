using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.History;

namespace Krewe.Silo.History.Merging;

/// <summary>What the silos told.</summary>
/// <param name="Pages">Of those that answered, by host.</param>
/// <param name="Problems">Who did not answer.</param>
internal sealed record HistoryAnswers(ImmutableArray<HistoryPage> Pages, ImmutableArray<Problem> Problems);
