using System.Collections.Immutable;

namespace Krewe.Storage.Postgres.Schema;

/// <summary>The steps that make a database what this version reads and writes. docs/storage.md describes the tables.</summary>
internal static class PostgresMigrations
{
    public static ImmutableArray<PostgresMigration> All { get; } =
    [
        // bytea: what a serializer gives comes back byte by byte, and need not be JSON.
        new(1, 1, "grain state", """
            CREATE TABLE krewe_grain_state (
                service_id text NOT NULL,
                state_name text NOT NULL,
                grain_id text NOT NULL,
                etag bigint NOT NULL,
                payload bytea NOT NULL,
                write_id uuid NOT NULL,
                modified_at timestamptz NOT NULL,
                PRIMARY KEY (service_id, state_name, grain_id)
            );
            CREATE SEQUENCE krewe_grain_state_etag AS bigint;
            """),

        new(2, 1, "grain directory", """
            CREATE TABLE krewe_grain_directory (
                cluster_id text NOT NULL,
                grain_id text NOT NULL,
                activation_id text NOT NULL,
                address text NOT NULL,
                port integer NOT NULL,
                generation integer NOT NULL,
                membership_version bigint NOT NULL,
                registered_at timestamptz NOT NULL,
                PRIMARY KEY (cluster_id, grain_id)
            );
            CREATE INDEX krewe_grain_directory_silo ON krewe_grain_directory (cluster_id, address, port, generation);
            """),

        // Sequences are given under the lock of the log's row and so are visible in order, without gaps: a consumer never passes one by.
        new(3, 1, "event log", """
            CREATE TABLE krewe_event_log (
                service_id text NOT NULL,
                log_name text NOT NULL,
                last_sequence bigint NOT NULL,
                trimmed_to bigint NOT NULL,
                PRIMARY KEY (service_id, log_name)
            );
            CREATE TABLE krewe_event (
                service_id text NOT NULL,
                log_name text NOT NULL,
                sequence bigint NOT NULL,
                append_id uuid NOT NULL,
                payload bytea NOT NULL,
                appended_at timestamptz NOT NULL,
                PRIMARY KEY (service_id, log_name, sequence)
            );
            CREATE UNIQUE INDEX krewe_event_append ON krewe_event (append_id);
            CREATE TABLE krewe_event_group (
                service_id text NOT NULL,
                log_name text NOT NULL,
                group_name text NOT NULL,
                claimed_to bigint NOT NULL,
                acknowledged_to bigint NOT NULL,
                PRIMARY KEY (service_id, log_name, group_name)
            );
            CREATE TABLE krewe_event_claim (
                service_id text NOT NULL,
                log_name text NOT NULL,
                group_name text NOT NULL,
                sequence bigint NOT NULL,
                token uuid NOT NULL,
                expires_at timestamptz NOT NULL,
                deliveries integer NOT NULL,
                acknowledged boolean NOT NULL,
                PRIMARY KEY (service_id, log_name, group_name, sequence)
            );
            """),
    ];

    public static int Newest => All[^1].Version;
}
