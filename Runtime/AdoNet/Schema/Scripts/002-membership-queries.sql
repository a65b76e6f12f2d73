-- readable-by: 1
-- What silos ask, by Orleans' keys. A change of the table is one statement: the version is raised where it is the expected one, which
-- locks its row, and only then is the member's row written. Who waited for that lock finds the version changed and writes nothing.

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
(
    'InsertMembershipVersionKey',
    'WITH added AS (
        INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES (@DeploymentId)
        ON CONFLICT (DeploymentId) DO NOTHING RETURNING 1)
    SELECT count(*)::integer FROM added;'
),
(
    'InsertMembershipKey',
    'WITH next AS (
        UPDATE OrleansMembershipVersionTable SET Timestamp = now(), Version = Version + 1
        WHERE DeploymentId = @DeploymentId AND Version = @Version AND NOT EXISTS (
            SELECT 1 FROM OrleansMembershipTable
            WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation)
        RETURNING DeploymentId),
    added AS (
        INSERT INTO OrleansMembershipTable
            (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, SuspectTimes, StartTime, IAmAliveTime)
        SELECT DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @SuspectTimes, @StartTime, @IAmAliveTime
        FROM next
        RETURNING 1)
    SELECT count(*)::integer FROM added;'
),
(
    'UpdateMembershipKey',
    'WITH next AS (
        UPDATE OrleansMembershipVersionTable SET Timestamp = now(), Version = Version + 1
        WHERE DeploymentId = @DeploymentId AND Version = @Version AND EXISTS (
            SELECT 1 FROM OrleansMembershipTable
            WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation)
        RETURNING DeploymentId),
    changed AS (
        UPDATE OrleansMembershipTable AS member
        SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
        FROM next
        WHERE member.DeploymentId = next.DeploymentId
            AND member.Address = @Address AND member.Port = @Port AND member.Generation = @Generation
        RETURNING 1)
    SELECT count(*)::integer FROM changed;'
),
(
    'UpdateIAmAlivetimeKey',
    'UPDATE OrleansMembershipTable SET IAmAliveTime = @IAmAliveTime
    WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation;'
),
(
    'MembershipReadRowKey',
    'SELECT version.DeploymentId, member.Address, member.Port, member.Generation, member.SiloName, member.HostName, member.Status,
        member.ProxyPort, member.SuspectTimes, member.StartTime, member.IAmAliveTime, version.Version
    FROM OrleansMembershipVersionTable AS version
    LEFT JOIN OrleansMembershipTable AS member
        ON member.DeploymentId = version.DeploymentId
        AND member.Address = @Address AND member.Port = @Port AND member.Generation = @Generation
    WHERE version.DeploymentId = @DeploymentId;'
),
(
    'MembershipReadAllKey',
    'SELECT version.DeploymentId, member.Address, member.Port, member.Generation, member.SiloName, member.HostName, member.Status,
        member.ProxyPort, member.SuspectTimes, member.StartTime, member.IAmAliveTime, version.Version
    FROM OrleansMembershipVersionTable AS version
    LEFT JOIN OrleansMembershipTable AS member ON member.DeploymentId = version.DeploymentId
    WHERE version.DeploymentId = @DeploymentId;'
),
(
    'GatewaysQueryKey',
    'SELECT Address, ProxyPort, Generation FROM OrleansMembershipTable
    WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0;'
),
(
    'DeleteMembershipTableEntriesKey',
    'WITH gone AS (DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId RETURNING 1)
    DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId;'
),
(
    'CleanupDefunctSiloEntriesKey',
    'DELETE FROM OrleansMembershipTable
    WHERE DeploymentId = @DeploymentId AND Status = 6 AND IAmAliveTime < @IAmAliveTime AND StartTime < @IAmAliveTime;'
)
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = EXCLUDED.QueryText;
