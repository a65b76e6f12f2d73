using System.Globalization;
using System.Text.Json;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Replicas;

namespace Krewe.Commands.Output;

/// <summary>How the console says things.</summary>
internal static class Words
{
    private static readonly string[] ByteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>Enums as the admin API has them.</summary>
    public static string Of(Enum value) => Snake(value.ToString());

    /// <summary>The same for the name of a value.</summary>
    public static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    /// <summary>The model's name, with its tenant unless that is the default.</summary>
    public static string Of(ModelKey model) => model.Tenant == NameRules.Default ? model.Model : $"{model.Tenant}/{model.Model}";

    /// <summary>Bytes with three digits, rounded: 15.6 GiB.</summary>
    public static string Bytes(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1_024 && unit < ByteUnits.Length - 1)
        {
            (value, unit) = (value / 1_024, unit + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {ByteUnits[unit]}");
    }

    public static string Cores(long millicores) => (millicores / 1_000m).ToString("0.###", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static Cell Ready(PlacementView model)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{model.Ready}/{model.Wanted}");
        return model.Ready >= model.Wanted ? Cell.Good(text) : model.Refusal is null ? Cell.Warning(text) : Cell.Bad(text);
    }

    /// <summary>One replica in short: its number, host and phase.</summary>
    public static string Of(ReplicaView replica) => string.Create(
        CultureInfo.InvariantCulture,
        $"{replica.Id.Number} {Of(replica.Phase)}{(replica.Lease is { } lease ? " on " + lease.Host : "")}");
}
