namespace Krewe.Storage.Postgres.Events;

/// <summary>The statements of event logs; $1 is the service and $2 the log throughout. Leases and ages are by the database's clock.</summary>
internal static class EventStatements
{
    /// <summary>One appender at a time, over all silos; the next statement sees all that was appended before.</summary>
    public const string LockLog = "SELECT last_sequence FROM krewe_event_log WHERE service_id = $1 AND log_name = $2 FOR UPDATE";

    public const string AddLog = "INSERT INTO krewe_event_log (service_id, log_name, last_sequence, trimmed_to) VALUES ($1, $2, 0, 0) ON CONFLICT DO NOTHING";

    /// <summary>$3 how many come, $4 the most that may be there. Removes as many of the oldest as all groups acknowledged.</summary>
    public const string MakeRoom = """
        WITH target AS MATERIALIZED (
            SELECT l.trimmed_to, least(g.acknowledged_to, l.last_sequence + $3 - $4) AS sequence
            FROM krewe_event_log l, (SELECT min(acknowledged_to) AS acknowledged_to FROM krewe_event_group WHERE service_id = $1 AND log_name = $2) g
            WHERE l.service_id = $1 AND l.log_name = $2 AND least(g.acknowledged_to, l.last_sequence + $3 - $4) > l.trimmed_to AND g.acknowledged_to IS NOT NULL
        ), removed AS (
            DELETE FROM krewe_event e
            WHERE e.service_id = $1 AND e.log_name = $2 AND e.sequence > (SELECT trimmed_to FROM target) AND e.sequence <= (SELECT sequence FROM target)
        )
        UPDATE krewe_event_log l SET trimmed_to = t.sequence FROM target t WHERE l.service_id = $1 AND l.log_name = $2
        """;

    /// <summary>$3 append ids, $4 payloads, $5 the most that may be there. What was appended before is not again.</summary>
    public const string Append = """
        WITH numbered AS MATERIALIZED (
            SELECT i.append_id, i.payload, row_number() OVER (ORDER BY i.place) AS number
            FROM unnest($3, $4) WITH ORDINALITY AS i (append_id, payload, place)
            WHERE NOT EXISTS (SELECT FROM krewe_event e WHERE e.append_id = i.append_id OFFSET 0)
        ), before AS MATERIALIZED (
            SELECT last_sequence, $5 - (last_sequence - trimmed_to) AS room FROM krewe_event_log WHERE service_id = $1 AND log_name = $2
        ), moved AS (
            UPDATE krewe_event_log l SET last_sequence = b.last_sequence + (SELECT count(*) FROM numbered n WHERE n.number <= b.room)
            FROM before b WHERE l.service_id = $1 AND l.log_name = $2
        )
        INSERT INTO krewe_event (service_id, log_name, sequence, append_id, payload, appended_at)
        SELECT $1, $2, b.last_sequence + n.number, n.append_id, n.payload, clock_timestamp()
        FROM numbered n CROSS JOIN before b WHERE n.number <= b.room ORDER BY n.number
        """;

    /// <summary>$1 append ids (alone). Gives those that are there with their numbers.</summary>
    public const string FindAppended = "SELECT append_id, sequence FROM krewe_event WHERE append_id = ANY($1)";

    /// <summary>$3 the group, $4 whether it starts at the oldest.</summary>
    public const string AddGroup = """
        INSERT INTO krewe_event_group (service_id, log_name, group_name, claimed_to, acknowledged_to)
        SELECT $1, $2, $3, s.start, s.start FROM (
            SELECT CASE WHEN $4 THEN trimmed_to ELSE last_sequence END AS start FROM krewe_event_log WHERE service_id = $1 AND log_name = $2) s
        ON CONFLICT DO NOTHING
        """;

    public const string Groups = """SELECT group_name FROM krewe_event_group WHERE service_id = $1 AND log_name = $2 ORDER BY group_name COLLATE "C" """;

    /// <summary>$3 the group.</summary>
    public const string RemoveClaims = "DELETE FROM krewe_event_claim WHERE service_id = $1 AND log_name = $2 AND group_name = $3";

    /// <summary>$3 the group.</summary>
    public const string RemoveGroup = "DELETE FROM krewe_event_group WHERE service_id = $1 AND log_name = $2 AND group_name = $3";

    /// <summary>$3 the group. One consumer of a group at a time; the next statement sees all that others did.</summary>
    public const string LockGroup = "SELECT claimed_to FROM krewe_event_group WHERE service_id = $1 AND log_name = $2 AND group_name = $3 FOR UPDATE";

    /// <summary>$3 the group, $4 the token, $5 the lease, $6 the most. What the token has already, what nobody has any more, what is new.</summary>
    public const string Claim = """
        WITH again AS (
            UPDATE krewe_event_claim c
            SET token = $4, expires_at = clock_timestamp() + $5, deliveries = c.deliveries + CASE WHEN c.token = $4 THEN 0 ELSE 1 END
            FROM (
                SELECT sequence FROM krewe_event_claim
                WHERE service_id = $1 AND log_name = $2 AND group_name = $3 AND NOT acknowledged AND (token = $4 OR expires_at <= clock_timestamp())
                ORDER BY token = $4 DESC, sequence LIMIT $6) o
            WHERE c.service_id = $1 AND c.log_name = $2 AND c.group_name = $3 AND c.sequence = o.sequence
            RETURNING c.sequence, c.deliveries
        ), fresh AS (
            INSERT INTO krewe_event_claim AS c (service_id, log_name, group_name, sequence, token, expires_at, deliveries, acknowledged)
            SELECT $1, $2, $3, e.sequence, $4, clock_timestamp() + $5, 1, false
            FROM krewe_event e
            WHERE e.service_id = $1 AND e.log_name = $2
                AND e.sequence > (SELECT claimed_to FROM krewe_event_group WHERE service_id = $1 AND log_name = $2 AND group_name = $3)
            ORDER BY e.sequence LIMIT greatest(0, $6 - (SELECT count(*) FROM again))
            RETURNING c.sequence, c.deliveries
        ), moved AS (
            UPDATE krewe_event_group g SET claimed_to = f.last
            FROM (SELECT max(sequence) AS last FROM fresh) f
            WHERE g.service_id = $1 AND g.log_name = $2 AND g.group_name = $3 AND f.last IS NOT NULL
        )
        SELECT e.sequence, e.payload, e.appended_at, c.deliveries
        FROM (SELECT * FROM again UNION ALL SELECT * FROM fresh) c
        CROSS JOIN LATERAL (SELECT * FROM krewe_event k WHERE k.service_id = $1 AND k.log_name = $2 AND k.sequence = c.sequence OFFSET 0) e
        ORDER BY e.sequence
        """;

    /// <summary>$3 the group, $4 the token, $5 the events.</summary>
    public const string Acknowledge = """
        UPDATE krewe_event_claim SET acknowledged = true
        WHERE service_id = $1 AND log_name = $2 AND group_name = $3 AND sequence = ANY($5) AND token = $4
        """;

    /// <summary>$3 the group, $4 the events. Gives how many are acknowledged, by whomever.</summary>
    public const string CountAcknowledged = """
        SELECT count(*) FROM unnest($4) AS i (sequence)
        WHERE i.sequence <= (SELECT acknowledged_to FROM krewe_event_group WHERE service_id = $1 AND log_name = $2 AND group_name = $3)
            OR EXISTS (
                SELECT FROM krewe_event_claim c
                WHERE c.service_id = $1 AND c.log_name = $2 AND c.group_name = $3 AND c.sequence = i.sequence AND c.acknowledged)
        """;

    /// <summary>$3 the group. Moves the mark below which all is acknowledged.</summary>
    public const string Settle = """
        UPDATE krewe_event_group g SET acknowledged_to = coalesce(
            (SELECT min(c.sequence) - 1 FROM krewe_event_claim c WHERE c.service_id = $1 AND c.log_name = $2 AND c.group_name = $3 AND NOT c.acknowledged),
            g.claimed_to)
        WHERE g.service_id = $1 AND g.log_name = $2 AND g.group_name = $3
        """;

    /// <summary>$3 the group. Forgets the claims below the mark.</summary>
    public const string ForgetSettled = """
        DELETE FROM krewe_event_claim c USING krewe_event_group g
        WHERE g.service_id = $1 AND g.log_name = $2 AND g.group_name = $3
            AND c.service_id = $1 AND c.log_name = $2 AND c.group_name = $3 AND c.sequence <= g.acknowledged_to
        """;

    /// <summary>$3 the group. Gives how many events are not acknowledged, and how old the oldest of them is.</summary>
    public const string Lag = """
        SELECT l.last_sequence - g.acknowledged_to - (
                SELECT count(*) FROM krewe_event_claim c WHERE c.service_id = $1 AND c.log_name = $2 AND c.group_name = $3 AND c.acknowledged),
            clock_timestamp() - (
                SELECT e.appended_at FROM krewe_event e
                WHERE e.service_id = $1 AND e.log_name = $2 AND e.sequence > g.acknowledged_to ORDER BY e.sequence LIMIT 1)
        FROM krewe_event_group g JOIN krewe_event_log l ON l.service_id = $1 AND l.log_name = $2
        WHERE g.service_id = $1 AND g.log_name = $2 AND g.group_name = $3
        """;

    /// <summary>$3 the age. Removes what all groups acknowledged and is older; gives how much.</summary>
    public const string Trim = """
        WITH target AS (
            SELECT least(
                (SELECT min(g.acknowledged_to) FROM krewe_event_group g WHERE g.service_id = $1 AND g.log_name = $2),
                coalesce(
                    (SELECT e.sequence - 1 FROM krewe_event e WHERE e.service_id = $1 AND e.log_name = $2 AND e.appended_at >= clock_timestamp() - $3
                        ORDER BY e.sequence LIMIT 1),
                    l.last_sequence)) AS sequence
            FROM krewe_event_log l WHERE l.service_id = $1 AND l.log_name = $2
                AND EXISTS (SELECT FROM krewe_event_group g WHERE g.service_id = $1 AND g.log_name = $2)
        ), removed AS (
            DELETE FROM krewe_event e USING target t WHERE e.service_id = $1 AND e.log_name = $2 AND e.sequence <= t.sequence RETURNING e.sequence
        ), moved AS (
            UPDATE krewe_event_log l SET trimmed_to = greatest(l.trimmed_to, t.sequence)
            FROM target t WHERE l.service_id = $1 AND l.log_name = $2 AND t.sequence > l.trimmed_to
        )
        SELECT count(*) FROM removed
        """;
}
