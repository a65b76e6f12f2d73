namespace Krewe.Storage.Sqlite.Schema;

/// <summary>One step of the schema. A step that was released is never changed; a later one is added.</summary>
/// <param name="Version">The schema's version after it; steps are numbered from 1 without a gap.</param>
/// <param name="Reason">What it is for, for the log.</param>
/// <param name="Sql">Its statements, run inside the transaction of the whole upgrade.</param>
internal sealed record Migration(int Version, string Reason, string Sql);
