namespace Krewe.Storage.Postgres.States;

/// <summary>The statements of grain state. Keys are distinct within a group. ETags come from a sequence and so never again.</summary>
internal static class StateStatements
{
    /// <summary>$1 service, $2 places, $3 state names, $4 grains. Gives place, ETag, write id, payload.</summary>
    public const string Read = """
        SELECT i.place, s.etag, s.write_id, s.payload
        FROM unnest($2, $3, $4) AS i (place, state_name, grain_id)
        JOIN krewe_grain_state s ON s.service_id = $1 AND s.state_name = i.state_name AND s.grain_id = i.grain_id
        """;

    /// <summary>$5 expected ETags, $6 payloads, $7 write ids. Gives place and the new ETag of those whose ETag was the expected one.</summary>
    public const string Write = """
        WITH input AS MATERIALIZED (
            SELECT * FROM unnest($2, $3, $4, $5, $6, $7) AS i (place, state_name, grain_id, expected, payload, write_id)
        ), updated AS (
            UPDATE krewe_grain_state s
            SET etag = nextval('krewe_grain_state_etag'), payload = i.payload, write_id = i.write_id, modified_at = now()
            FROM input i
            WHERE s.service_id = $1 AND s.state_name = i.state_name AND s.grain_id = i.grain_id AND s.etag = i.expected
            RETURNING i.place, s.etag
        ), inserted AS (
            INSERT INTO krewe_grain_state AS s (service_id, state_name, grain_id, etag, payload, write_id, modified_at)
            SELECT $1, i.state_name, i.grain_id, nextval('krewe_grain_state_etag'), i.payload, i.write_id, now()
            FROM input i WHERE i.expected IS NULL ORDER BY i.state_name, i.grain_id
            ON CONFLICT (service_id, state_name, grain_id) DO NOTHING
            RETURNING s.write_id, s.etag
        )
        SELECT place, etag FROM updated
        UNION ALL SELECT i.place, n.etag FROM inserted n JOIN input i ON i.write_id = n.write_id
        """;

    /// <summary>$5 expected ETags. Gives the places of those that are gone.</summary>
    public const string Clear = """
        DELETE FROM krewe_grain_state s
        USING unnest($2, $3, $4, $5) AS i (place, state_name, grain_id, expected)
        WHERE s.service_id = $1 AND s.state_name = i.state_name AND s.grain_id = i.grain_id AND s.etag = i.expected
        RETURNING i.place
        """;
}
