using System.Collections.Immutable;

namespace Krewe.Silo.Metrics;

/// <summary>The names of labels. Never an id of a request, a grain or a replica: their number has no bound.</summary>
internal static class MetricLabels
{
    public const string Model = "model";
    public const string Version = "version";
    public const string Tenant = "tenant";
    public const string Class = "class";
    public const string Outcome = "outcome";
    public const string Code = "code";
    public const string Stage = "stage";
    public const string Phase = "phase";
    public const string Host = "host";
    public const string State = "state";
    public const string Device = "device";
    public const string DeviceClass = "device_class";
    public const string Engine = "engine";
    public const string Generation = "generation";
    public const string Reason = "reason";
    public const string Home = "home";
    public const string Region = "region";
    public const string Horizon = "horizon";
    public const string Log = "log";
    public const string Group = "group";
    public const string Pool = "pool";
    public const string Purchase = "purchase";

    public static readonly ImmutableArray<string> None = [];
    public static readonly ImmutableArray<string> OfModel = [Model, Tenant];
    public static readonly ImmutableArray<string> OfForecast = [Model, Tenant, Horizon];
    public static readonly ImmutableArray<string> OfService = [Model, Tenant, Version, Class];
    public static readonly ImmutableArray<string> OfRequest = [Model, Tenant, Version, Class, Outcome];
    public static readonly ImmutableArray<string> OfHost = [Host];
    public static readonly ImmutableArray<string> OfDevice = [Host, Device, DeviceClass];
    public static readonly ImmutableArray<string> OfLog = [Log, Group];
    public static readonly ImmutableArray<string> OfPool = [Region, Pool];
    public static readonly ImmutableArray<string> OfGroup = [Region, Pool, Group];
    public static readonly ImmutableArray<string> OfPurchase = [Region, Pool, Purchase];
    public static readonly ImmutableArray<string> OfTriton = [Model, Tenant, Version];
}
