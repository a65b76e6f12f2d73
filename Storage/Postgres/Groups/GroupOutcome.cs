namespace Krewe.Storage.Postgres.Groups;

/// <summary>What became of one operation of a group that was committed.</summary>
/// <param name="Result">Its result.</param>
/// <param name="Error">What its caller hears instead; its group was committed all the same.</param>
internal readonly record struct GroupOutcome<TResult>(TResult? Result, Exception? Error = null);
