namespace Krewe.Errors;

/// <summary>
/// The register of stable codes; docs/errors.md has an entry for each. A code is never used again for something else.
/// 1xxx requests, 2xxx specs and configuration, 3xxx placement, 4xxx model servers, 5xxx admin access, 6xxx storage, 7xxx engine.
/// </summary>
public static class ErrorCodes
{
    /// <summary>No such model, in this tenant and region.</summary>
    public const string ModelUnknown = "KRW1101";

    /// <summary>The model has no such version.</summary>
    public const string VersionUnknown = "KRW1102";

    /// <summary>The model has no replica that is ready.</summary>
    public const string ModelNotReady = "KRW1103";

    /// <summary>The queue is full: by count or by bytes.</summary>
    public const string QueueFull = "KRW1104";

    /// <summary>The deadline cannot be met by the predicted wait.</summary>
    public const string DeadlineUnreachable = "KRW1105";

    /// <summary>The deadline passed.</summary>
    public const string DeadlineExpired = "KRW1106";

    /// <summary>The request gave way to more important ones.</summary>
    public const string Shed = "KRW1107";

    /// <summary>A request with the same id is waiting or running.</summary>
    public const string DuplicateRequest = "KRW1108";

    /// <summary>The model was deleted while the request waited.</summary>
    public const string ModelRemoved = "KRW1109";

    /// <summary>The silo is stopping.</summary>
    public const string SiloStopping = "KRW1110";

    /// <summary>The body is larger than the silo accepts.</summary>
    public const string BodyTooLarge = "KRW1111";

    /// <summary>There is no such path.</summary>
    public const string NoSuchRoute = "KRW1112";

    /// <summary>The path does not take this method.</summary>
    public const string MethodNotAllowed = "KRW1113";

    /// <summary>The content type is not the one that is expected.</summary>
    public const string ContentType = "KRW1114";

    /// <summary>The request's body did not arrive whole.</summary>
    public const string BodyIncomplete = "KRW1115";

    /// <summary>The model's queue cannot be reached; the cluster is about to make it anew.</summary>
    public const string ModelUnreachable = "KRW1116";

    /// <summary>A tenant has requests with too many different fairness keys waiting.</summary>
    public const string FairnessKeys = "KRW1117";

    /// <summary>A request is not executed any more: two replicas were lost while they executed it.</summary>
    public const string Quarantined = "KRW1118";

    /// <summary>The requests that a quota allows have been had.</summary>
    public const string QuotaExceeded = "KRW1119";

    /// <summary>The region of the model is lost, and no other may execute its requests, or none does.</summary>
    public const string RegionLost = "KRW1121";

    /// <summary>A spec's value is not valid.</summary>
    public const string SpecInvalid = "KRW2001";

    /// <summary>A spec has a key that does not exist.</summary>
    public const string SpecUnknownKey = "KRW2002";

    /// <summary>A spec's text is not YAML.</summary>
    public const string SpecSyntax = "KRW2003";

    /// <summary>A spec lacks a key that it must have.</summary>
    public const string SpecMissingKey = "KRW2004";

    /// <summary>A file that the command line names cannot be read.</summary>
    public const string FileUnreadable = "KRW2005";

    /// <summary>A file that the command line names cannot be written.</summary>
    public const string FileUnwritable = "KRW2006";

    /// <summary>A setting of the silo is not valid.</summary>
    public const string SettingInvalid = "KRW2101";

    /// <summary>There is no such setting.</summary>
    public const string SettingUnknown = "KRW2102";

    /// <summary>An address cannot be listened on.</summary>
    public const string AddressInUse = "KRW2103";

    /// <summary>Another live silo has the host's name.</summary>
    public const string HostNameTaken = "KRW2104";

    /// <summary>The certificate of https addresses cannot be used.</summary>
    public const string CertificateUnusable = "KRW2105";

    /// <summary>The model names a pool that no host belongs to.</summary>
    public const string PoolEmpty = "KRW3101";

    /// <summary>No host has room; the reasons say what is short where.</summary>
    public const string NotPlaced = "KRW3102";

    /// <summary>The host refused the lease.</summary>
    public const string LeaseRefused = "KRW3103";

    /// <summary>The order carries an epoch that is older than the lease's.</summary>
    public const string StaleEpoch = "KRW3104";

    /// <summary>There is no such object.</summary>
    public const string NotFound = "KRW3105";

    /// <summary>No live silo has the host.</summary>
    public const string HostNotLive = "KRW3106";

    /// <summary>A host or device cannot be emptied: replicas there have no other place.</summary>
    public const string MaintenanceRefused = "KRW3107";

    /// <summary>The grain cannot be moved or deactivated so.</summary>
    public const string GrainActionRefused = "KRW3108";

    /// <summary>A replica cannot be moved now, or not there; or a model not to that region.</summary>
    public const string MigrationRefused = "KRW3109";

    /// <summary>A migration could not be carried out and was taken back.</summary>
    public const string MigrationFailed = "KRW3110";

    /// <summary>A machine provider could not do what it was asked for.</summary>
    public const string MachineProvider = "KRW3113";

    /// <summary>Model servers can only be launched on Linux.</summary>
    public const string LaunchUnsupported = "KRW4001";

    /// <summary>The model server could not be started.</summary>
    public const string LaunchFailed = "KRW4002";

    /// <summary>The model server did not become ready in time.</summary>
    public const string StartupTimeout = "KRW4003";

    /// <summary>The model server exited or its connection broke before it answered.</summary>
    public const string BackendLost = "KRW4004";

    /// <summary>The model server answered with an error of its own.</summary>
    public const string BackendFailed = "KRW4005";

    /// <summary>The model server's answer is not the protocol's.</summary>
    public const string BackendMalformed = "KRW4006";

    /// <summary>The model server refused the request.</summary>
    public const string BackendRefused = "KRW4007";

    /// <summary>The model server stopped answering its health checks.</summary>
    public const string BackendUnhealthy = "KRW4008";

    /// <summary>Weights cannot be had from their source.</summary>
    public const string WeightsUnavailable = "KRW4009";

    /// <summary>What a source gives is not what the spec says.</summary>
    public const string WeightsMismatch = "KRW4010";

    /// <summary>Weights cannot be stored on the host.</summary>
    public const string WeightsNotStored = "KRW4011";

    /// <summary>The admin token is missing or wrong.</summary>
    public const string TokenRequired = "KRW5001";

    /// <summary>The Origin header is not allowed.</summary>
    public const string OriginRefused = "KRW5002";

    /// <summary>The Host header is not allowed.</summary>
    public const string HostRefused = "KRW5003";

    /// <summary>The admin listener would be open to other machines.</summary>
    public const string AdminNotLoopback = "KRW5004";

    /// <summary>A value in the query of an admin request is not valid.</summary>
    public const string AdminQueryInvalid = "KRW5005";

    /// <summary>Who would know does not answer; what the others know is in the reasons.</summary>
    public const string ClusterIncomplete = "KRW5006";

    /// <summary>The silo serves as many event streams as it may.</summary>
    public const string TooManyStreams = "KRW5007";

    /// <summary>No silo answers at the address.</summary>
    public const string SiloUnreachable = "KRW5101";

    /// <summary>What answers at the address is no silo's admin API, or one of another version.</summary>
    public const string AnswerMalformed = "KRW5102";

    /// <summary>The console was called in a way that it does not know.</summary>
    public const string CommandInvalid = "KRW5103";

    /// <summary>The silo has the connection and does not answer in the time that the caller gives it.</summary>
    public const string SiloSilent = "KRW5104";

    /// <summary>No NVIDIA device of this machine can be read.</summary>
    public const string GpuUnreadable = "KRW5105";

    /// <summary>An option of the client library is not valid.</summary>
    public const string ClientOptionInvalid = "KRW5110";

    /// <summary>A tensor or parameter that a program wants to send is not valid.</summary>
    public const string TensorInvalid = "KRW5111";

    /// <summary>The answer has no such output, or one of another datatype.</summary>
    public const string OutputUnreadable = "KRW5112";

    /// <summary>The state on disk was written by a newer version.</summary>
    public const string SchemaNewer = "KRW6001";

    /// <summary>Another silo uses the data directory.</summary>
    public const string DataDirectoryInUse = "KRW6002";

    /// <summary>The data directory cannot be used.</summary>
    public const string DataDirectoryUnusable = "KRW6003";

    /// <summary>The state could not be read or written.</summary>
    public const string StorageFailed = "KRW6004";

    /// <summary>A call inside the cluster failed; its outcome is unknown.</summary>
    public const string OutcomeUnknown = "KRW7001";

    /// <summary>An error that nobody foresaw; the log has the details.</summary>
    public const string Internal = "KRW7002";
}
