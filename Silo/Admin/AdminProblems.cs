using Krewe.Admin;
using Krewe.Devices;
using Krewe.Errors;
using Krewe.Naming;
using Krewe.Silo.Admin.Cluster;

namespace Krewe.Silo.Admin;

/// <summary>What the admin side refuses, in words.</summary>
internal static class AdminProblems
{
    private const string TokenHint = "send 'Authorization: Bearer TOKEN'; the token is in the file admin.token of the silo's data directory";

    public static Problem NoSuchPath(string? path) => new()
    {
        Code = ErrorCodes.NoSuchRoute,
        Message = $"there is no path '{Cut(path)}'",
        Where = "path",
        Next = "docs/admin-api.md lists the paths of the admin API",
    };

    public static Problem MethodNotAllowed(string method, string? path, IEnumerable<string> allowed) => new()
    {
        Code = ErrorCodes.MethodNotAllowed,
        Message = $"'{Cut(path)}' does not take {Cut(method)}; it takes {string.Join(", ", allowed)}",
        Where = "method",
    };

    public static Problem HostRefused(string? host) => new()
    {
        Code = ErrorCodes.HostRefused,
        Message = $"the Host header '{Cut(host)}' is not one under which the admin side is served: "
            + "localhost, a loopback address, or the address that was connected to",
        Where = "Host",
        Next = "use such an address, or name the host in the setting admin-hosts",
    };

    public static Problem OriginRefused(string origin) => new()
    {
        Code = ErrorCodes.OriginRefused,
        Message = $"the Origin '{Cut(origin)}' is not the admin side's own; pages of other origins may not use it",
        Where = "Origin",
    };

    public static Problem CrossSite(string site) => new()
    {
        Code = ErrorCodes.OriginRefused,
        Message = $"the browser says that another site asks (Sec-Fetch-Site '{Cut(site)}'); valid: same-origin, none",
        Where = "Sec-Fetch-Site",
    };

    public static Problem TokenRequired(bool sent) => new()
    {
        Code = ErrorCodes.TokenRequired,
        Message = sent ? "the admin token is wrong" : "the admin token is missing",
        Where = "Authorization",
        Next = TokenHint,
    };

    public static Problem ContentType(string? sent) => new()
    {
        Code = ErrorCodes.ContentType,
        Message = string.IsNullOrEmpty(sent)
            ? "the content type is missing; valid: application/json"
            : $"the content type '{Cut(sent)}' is not taken; valid: application/json",
        Where = "Content-Type",
    };

    public static Problem ModelUnknown(ModelKey model, IEnumerable<ModelKey> known) => new()
    {
        Code = ErrorCodes.ModelUnknown,
        Message = $"there is no model '{Cut(model.ToString())}'",
        Where = "model",
        Reasons = [.. known.Take(20).Select(key => $"there is '{key}'")],
        Next = "krewe apply FILE makes one",
    };

    public static Problem ReplicaUnknown(ModelKey model, int? replica, string silo) => new()
    {
        Code = ErrorCodes.NotFound,
        Message = replica is { } number
            ? $"silo '{silo}' has no log of replica {number} of model '{Cut(model.ToString())}'"
            : $"silo '{silo}' has no log of any replica of model '{Cut(model.ToString())}'",
        Where = "replica",
        Next = "ask the silo of the host that holds the replica; GET /admin/v1/replicas says which",
    };

    public static Problem DeviceUnknown(string host, string device, IEnumerable<DeviceView> known) => new()
    {
        Code = ErrorCodes.NotFound,
        Message = $"host '{Cut(host)}' has no device '{Cut(device)}'",
        Where = "device",
        Reasons = [.. known.Select(one => $"there is '{one.Observation.Uuid}'")],
    };

    /// <summary>No pool that answered knows a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="answers">What the pools told.</param>
    /// <param name="silos">The silos of the cluster, which bear the names of their hosts.</param>
    public static Problem HostUnknown(string host, PoolAnswers answers, IEnumerable<SiloView> silos) => silos.Any(silo => silo.Name == host && silo.Status is "Joining" or "Active")
        ? new()
        {
            Code = ErrorCodes.ClusterIncomplete,
            Message = $"host '{Cut(host)}' is here, but its pool does not know of it yet",
            Where = "host",
            Next = "ask again in a second: a host tells its pool of itself once a second",
        }
        : answers.Problems.IsEmpty ? new()
        {
            Code = ErrorCodes.NotFound,
            Message = $"there is no host '{Cut(host)}'",
            Where = "host",
            Reasons = [.. answers.Pools.AllHosts().Take(20).Select(known => $"there is '{known.Host}'")],
        }
        : Incomplete($"whether there is a host '{Cut(host)}'", "host", answers.Problems, answers.Pools.AllHosts().Select(known => $"host '{known.Host}'"));

    /// <summary>Whoever would know does not answer.</summary>
    /// <param name="what">What is not known, such as "whether there is a host".</param>
    /// <param name="where">What it is about.</param>
    /// <param name="silent">Who does not answer.</param>
    /// <param name="known">What the others know.</param>
    public static Problem Incomplete(string what, string where, IReadOnlyList<Problem> silent, IEnumerable<string> known) => new()
    {
        Code = ErrorCodes.ClusterIncomplete,
        Message = $"{what} is not known: {string.Join(", ", silent.Select(problem => problem.Where))} {(silent.Count == 1 ? "does" : "do")} not answer",
        Where = where,
        Reasons = [.. silent.Select(problem => $"{problem.Where} {problem.Message}"), .. known.Take(20).Select(text => $"known to the others: {text}")],
        Next = "ask again: what was on a silo that died is made anew on another one within seconds; GET /admin/v1/silos shows which one is going",
    };

    public static Problem QueryInvalid(string key, string value, string valid) => new()
    {
        Code = ErrorCodes.AdminQueryInvalid,
        Message = $"'{Cut(value)}' is not valid; valid: {valid}",
        Where = key,
    };

    public static Problem TooManyStreams(int limit) => new()
    {
        Code = ErrorCodes.TooManyStreams,
        Message = $"this silo serves {limit} streams of events already, the most that it does",
        Next = "ask another silo, or read GET /admin/v1/events from time to time",
    };

    public static Problem BodyTooLarge(long limit) => new()
    {
        Code = ErrorCodes.BodyTooLarge,
        Message = $"the body is larger than {limit} bytes, the most that the admin API takes",
        Where = "body",
    };

    public static Problem BodyIncomplete() => new()
    {
        Code = ErrorCodes.BodyIncomplete,
        Message = "the request's body did not arrive whole, or its framing is not HTTP's",
        Where = "body",
    };

    public static Problem OutcomeUnknown() => new()
    {
        Code = ErrorCodes.OutcomeUnknown,
        Message = "the cluster did not answer in time; whether the operation was carried out is not known",
        Next = "every operation of the admin API can be repeated: ask again, or send the same once more",
    };

    public static Problem Internal() => new()
    {
        Code = ErrorCodes.Internal,
        Message = "an error that nobody foresaw; the silo's log has the details",
    };

    /// <summary>What came from outside is shown, but not at any length.</summary>
    private static string Cut(string? text) => text is { Length: > 100 } ? text[..100] + "..." : text ?? "";
}
