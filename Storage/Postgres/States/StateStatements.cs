namespace Krewe.Storage.Postgres.States;

/// <summary>
/// The statements of grain state. Keys are distinct within a group. ETags come from a sequence and so never again. LATERAL with OFFSET 0 keeps the
/// planner from anything but one look at the primary key for each key. With a fence a change counts only while its silo lives.
/// </summary>
internal static class StateStatements
{
    /// <summary>$1 service, $2 places, $3 state names, $4 grains. Gives place, ETag, write id, payload.</summary>
    public const string Read = """
        SELECT i.place, s.etag, s.write_id, s.payload
        FROM unnest($2, $3, $4) AS i (place, state_name, grain_id)
        CROSS JOIN LATERAL (
            SELECT * FROM krewe_grain_state k WHERE k.service_id = $1 AND k.state_name = i.state_name AND k.grain_id = i.grain_id OFFSET 0) s
        """;

    /// <summary>Whether the silo of a fence lives; the parameters follow those of the statement that it stands in. Status 6 is dead.</summary>
    public const string Lives = "SELECT FROM OrleansMembershipTable m WHERE m.DeploymentId = {0} AND m.Address = {1} AND m.Port = {2} AND m.Generation = {3} AND m.Status <> 6";

    /// <summary>$5 expected ETags, $6 payloads, $7 write ids. Gives the new ETag of those whose ETag was the expected one, by place or by write id. {0} takes a condition.</summary>
    public const string Write = """
        WITH input AS MATERIALIZED (
            SELECT * FROM unnest($2, $3, $4, $5, $6, $7) AS i (place, state_name, grain_id, expected, payload, write_id) {0}
        ), found AS MATERIALIZED (
            SELECT i.place, i.expected, i.payload, i.write_id, s.row_place
            FROM input i CROSS JOIN LATERAL (
                SELECT k.ctid AS row_place FROM krewe_grain_state k
                WHERE k.service_id = $1 AND k.state_name = i.state_name AND k.grain_id = i.grain_id AND k.etag = i.expected OFFSET 0) s
        ), updated AS (
            UPDATE krewe_grain_state s
            SET etag = nextval('krewe_grain_state_etag'), payload = f.payload, write_id = f.write_id, modified_at = now()
            FROM found f
            WHERE s.ctid = f.row_place AND s.etag = f.expected
            RETURNING f.place, s.etag
        ), inserted AS (
            INSERT INTO krewe_grain_state AS s (service_id, state_name, grain_id, etag, payload, write_id, modified_at)
            SELECT $1, i.state_name, i.grain_id, nextval('krewe_grain_state_etag'), i.payload, i.write_id, now()
            FROM input i WHERE i.expected IS NULL ORDER BY i.state_name, i.grain_id
            ON CONFLICT (service_id, state_name, grain_id) DO NOTHING
            RETURNING s.write_id, s.etag
        )
        SELECT place, etag, NULL::uuid FROM updated
        UNION ALL SELECT NULL, etag, write_id FROM inserted
        """;

    /// <summary>$5 expected ETags. Gives the places of those that are gone. {0} takes a condition.</summary>
    public const string Clear = """
        WITH found AS MATERIALIZED (
            SELECT i.place, i.expected, s.row_place
            FROM unnest($2, $3, $4, $5) AS i (place, state_name, grain_id, expected) CROSS JOIN LATERAL (
                SELECT k.ctid AS row_place FROM krewe_grain_state k
                WHERE k.service_id = $1 AND k.state_name = i.state_name AND k.grain_id = i.grain_id AND k.etag = i.expected OFFSET 0) s
            {0}
        )
        DELETE FROM krewe_grain_state s USING found f WHERE s.ctid = f.row_place AND s.etag = f.expected
        RETURNING f.place
        """;
}
