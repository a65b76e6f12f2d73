namespace Krewe.Storage.Postgres.Registrations;

/// <summary>
/// The statements of the directory. Which silos live is read from the membership table in the statement itself: status 3 is active, 6 dead.
/// Grains are distinct within a group. LATERAL with OFFSET 0 keeps the planner from anything but one look at the primary key for each grain.
/// </summary>
internal static class DirectoryStatements
{
    /// <summary>$1 cluster, $2 grains. Gives those that silos hold which are not dead.</summary>
    public const string Lookup = """
        SELECT d.grain_id, d.activation_id, d.address, d.port, d.generation, d.membership_version
        FROM unnest($2) AS i (grain_id)
        CROSS JOIN LATERAL (SELECT * FROM krewe_grain_directory k WHERE k.cluster_id = $1 AND k.grain_id = i.grain_id OFFSET 0) d
        CROSS JOIN LATERAL (
            SELECT FROM OrleansMembershipTable m
            WHERE m.DeploymentId = $1 AND m.Address = d.address AND m.Port = d.port AND m.Generation = d.generation AND m.Status <> 6 OFFSET 0) owner
        """;

    /// <summary>
    /// $1 cluster, $2 grains, $3 activations, $4 addresses, $5 ports, $6 generations, $7 membership versions, $8 to $11 the previous
    /// activations, addresses, ports and generations. Gives the grains that are registered as asked; said twice it says the same.
    /// </summary>
    public const string Register = """
        WITH input AS MATERIALIZED (
            SELECT * FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS i (
                grain_id, activation_id, address, port, generation, membership_version,
                previous_activation_id, previous_address, previous_port, previous_generation)
        )
        INSERT INTO krewe_grain_directory AS d (cluster_id, grain_id, activation_id, address, port, generation, membership_version, registered_at)
        SELECT $1, i.grain_id, i.activation_id, i.address, i.port, i.generation, i.membership_version, now()
        FROM input i
        JOIN OrleansMembershipTable m ON m.DeploymentId = $1 AND m.Address = i.address AND m.Port = i.port AND m.Generation = i.generation AND m.Status = 3
        ORDER BY i.grain_id
        ON CONFLICT (cluster_id, grain_id) DO UPDATE SET
            activation_id = excluded.activation_id, address = excluded.address, port = excluded.port, generation = excluded.generation,
            membership_version = excluded.membership_version, registered_at = excluded.registered_at
        WHERE (d.activation_id = excluded.activation_id AND d.address = excluded.address AND d.port = excluded.port AND d.generation = excluded.generation)
            OR NOT EXISTS (
                SELECT FROM OrleansMembershipTable o
                WHERE o.DeploymentId = d.cluster_id AND o.Address = d.address AND o.Port = d.port AND o.Generation = d.generation AND o.Status <> 6)
            OR EXISTS (
                SELECT FROM input p
                WHERE p.grain_id = d.grain_id AND p.previous_activation_id = d.activation_id
                    AND p.previous_address = d.address AND p.previous_port = d.port AND p.previous_generation = d.generation)
        RETURNING d.grain_id
        """;

    /// <summary>$1 cluster, $2 grains, $3 addresses, $4 ports, $5 generations. Gives the grains whose new owner is active.</summary>
    public const string ActiveOwners = """
        SELECT i.grain_id
        FROM unnest($2, $3, $4, $5) AS i (grain_id, address, port, generation)
        JOIN OrleansMembershipTable m ON m.DeploymentId = $1 AND m.Address = i.address AND m.Port = i.port AND m.Generation = i.generation AND m.Status = 3
        """;

    /// <summary>$1 cluster, $2 grains, $3 activations, $4 addresses, $5 ports, $6 generations.</summary>
    public const string Unregister = """
        WITH found AS MATERIALIZED (
            SELECT d.row_place, i.activation_id
            FROM unnest($2, $3, $4, $5, $6) AS i (grain_id, activation_id, address, port, generation) CROSS JOIN LATERAL (
                SELECT k.ctid AS row_place FROM krewe_grain_directory k
                WHERE k.cluster_id = $1 AND k.grain_id = i.grain_id AND k.activation_id = i.activation_id
                    AND k.address = i.address AND k.port = i.port AND k.generation = i.generation OFFSET 0) d
        )
        DELETE FROM krewe_grain_directory d USING found f WHERE d.ctid = f.row_place AND d.activation_id = f.activation_id
        """;

    /// <summary>$1 cluster, $2 address, $3 port, $4 generation, $5 the most. Removes what a silo held, unless the table says that it is active.</summary>
    public const string UnregisterSilo = """
        DELETE FROM krewe_grain_directory
        WHERE cluster_id = $1 AND grain_id IN (
            SELECT d.grain_id FROM krewe_grain_directory d
            WHERE d.cluster_id = $1 AND d.address = $2 AND d.port = $3 AND d.generation = $4
                AND NOT EXISTS (
                    SELECT FROM OrleansMembershipTable m
                    WHERE m.DeploymentId = $1 AND m.Address = $2 AND m.Port = $3 AND m.Generation = $4 AND m.Status = 3)
            LIMIT $5)
            AND address = $2 AND port = $3 AND generation = $4
        """;
}
