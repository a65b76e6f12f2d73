using System.Globalization;
using Krewe.Specs.Devices;

namespace Krewe.Silo.Devices.Simulation;

/// <summary>What is leased of a simulated card: the whole of it, or a MIG instance.</summary>
internal sealed record SimulatedPart
{
    private const int MigSlices = 7;
    private const double BytesPerGigabyte = 1e9;

    public required SimulatedGroup Group { get; init; }

    /// <summary>The card's number in its group, by which scripts name it.</summary>
    public required int Number { get; init; }

    /// <summary>The card's identity.</summary>
    public required string Parent { get; init; }

    public required string Uuid { get; init; }

    public required string Class { get; init; }

    public string Name => MigProfile is null ? Group.Model.Name : $"{Group.Model.Name} MIG {MigProfile}";

    public string? MigProfile { get; init; }

    public int? MigInstance { get; init; }

    /// <summary>The part of the card; 1 for the whole.</summary>
    public double Share { get; private init; } = 1;

    public long MemoryBytes { get; private init; }

    public int Cores => Math.Max(1, (int)(Group.Model.Cores * Share));

    /// <summary>The parts of a card.</summary>
    /// <param name="group">The group.</param>
    /// <param name="number">The card's number in it.</param>
    /// <param name="uuid">The card's identity.</param>
    /// <param name="classes">The rules for classes.</param>
    public static IEnumerable<SimulatedPart> Of(SimulatedGroup group, int number, string uuid, DeviceClasses classes)
    {
        if (group.Mig.IsEmpty)
        {
            var memory = group.Model.MemoryBytes;
            return [new SimulatedPart { Group = group, Number = number, Parent = uuid, Uuid = uuid, Class = classes.Of(group.Model.Name, memory, null), MemoryBytes = memory }];
        }

        return group.Mig.Select((profile, instance) =>
        {
            var (slices, memory) = Parse(profile, group.Model.MemoryBytes);
            return new SimulatedPart
            {
                Group = group,
                Number = number,
                Parent = uuid,
                Uuid = string.Create(CultureInfo.InvariantCulture, $"{uuid}-mig-{instance}"),
                Class = classes.Of(group.Model.Name, memory, profile),
                MigProfile = profile,
                MigInstance = instance,
                Share = (double)slices / MigSlices,
                MemoryBytes = memory,
            };
        });
    }

    /// <summary>A profile such as <c>3g.40gb</c>: slices of the compute, and memory.</summary>
    private static (int Slices, long Memory) Parse(string profile, long whole)
    {
        var parts = profile.Split('.', 2);
        var slices = parts[0].EndsWith('g') && int.TryParse(parts[0][..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= MigSlices ? count : 1;
        var size = parts.Length == 2 ? parts[1].Split('+')[0].Replace("gb", "", StringComparison.OrdinalIgnoreCase) : "";
        return double.TryParse(size, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var gigabytes) && gigabytes > 0
            ? (slices, Math.Min(whole, (long)(gigabytes * BytesPerGigabyte)))
            : (slices, whole * slices / MigSlices);
    }
}
