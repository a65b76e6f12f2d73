using System.Collections.Immutable;

namespace Krewe.Storage.Sqlite.Schema;

/// <summary>The steps that make a database what this version reads and writes. docs/storage.md describes the tables.</summary>
internal static class Migrations
{
    public static ImmutableArray<Migration> All { get; } =
    [
        new(1, "grain state", """
            CREATE TABLE grain_state (
                state_name TEXT NOT NULL,
                grain_id TEXT NOT NULL,
                etag INTEGER NOT NULL,
                payload BLOB NOT NULL,
                PRIMARY KEY (state_name, grain_id)
            ) STRICT;
            """),

        // A cleared record's ETag must not come again, or an activation that still holds it could write over its successor.
        new(2, "modified times, ETags that never repeat", """
            ALTER TABLE grain_state ADD COLUMN modified_ms INTEGER NOT NULL DEFAULT 0;
            CREATE TABLE etag_counter (one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1), value INTEGER NOT NULL) STRICT;
            INSERT INTO etag_counter (one, value) SELECT 1, coalesce(max(etag), 0) FROM grain_state;
            """),
    ];

    public static int Newest => All[^1].Version;
}
