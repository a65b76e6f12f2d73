namespace Krewe.Storage.Postgres.Schema;

/// <summary>One step of the schema. A step that was released is never changed; a later one is added.</summary>
/// <param name="Version">The schema's version after it; steps are numbered from 1 without a gap.</param>
/// <param name="OldestReader">The oldest version of this room that still works with it; silos of it run on while the step is taken.</param>
/// <param name="Reason">What it is for.</param>
/// <param name="Sql">Its statements, run inside the transaction of the whole upgrade.</param>
internal sealed record PostgresMigration(int Version, int OldestReader, string Reason, string Sql);
