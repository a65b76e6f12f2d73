using System.Collections.Immutable;
using System.Text;

namespace Krewe.Specs.Devices;

/// <summary>Gives each device its class, by which models ask for devices: the rules of the file first, then those that are built in.</summary>
/// <param name="rules">The rules of the file.</param>
public sealed class DeviceClasses(ImmutableArray<DeviceClassRule> rules)
{
    /// <summary>The class of every CPU.</summary>
    public const string Cpu = "cpu";

    private const long GiB = 1L << 30;

    /// <summary>The rules that are built in. The first that matches counts, so a longer name comes before a shorter one.</summary>
    public static ImmutableArray<DeviceClassRule> BuiltIn { get; } =
    [
        new("t4") { Model = "*T4*" },
        new("v100-16g") { Model = "*V100*", MemoryTo = 20 * GiB },
        new("v100-32g") { Model = "*V100*" },
        new("a10g") { Model = "*A10G*" },
        new("a100-40g") { Model = "*A100*", MemoryTo = 50 * GiB },
        new("a100-80g") { Model = "*A100*" },
        new("a10") { Model = "*A10" },
        new("a30") { Model = "*A30*" },
        new("a40") { Model = "*A40" },
        new("l40s") { Model = "*L40S*" },
        new("l40") { Model = "*L40*" },
        new("l4") { Model = "*L4" },
        new("gh200") { Model = "*GH200*" },
        new("h100-nvl") { Model = "*H100*NVL*" },
        new("h100") { Model = "*H100*" },
        new("h200") { Model = "*H200*" },
        new("gb200") { Model = "*GB200*" },
        new("b200") { Model = "*B200*" },
    ];

    /// <summary>The class of an accelerator; one that no rule knows has its name in small letters, as a class can be written.</summary>
    /// <param name="model">What its maker calls it.</param>
    /// <param name="memoryBytes">Bytes of its memory.</param>
    /// <param name="migProfile">A MIG instance's profile; null for a whole device.</param>
    public string Of(string model, long memoryBytes, string? migProfile)
    {
        ArgumentNullException.ThrowIfNull(model);
        var given = rules.FirstOrDefault(rule => Matches(rule, model, memoryBytes, migProfile));
        return given is not null ? given.Class
            : migProfile is not null ? "mig-" + Plain(migProfile)
            : BuiltIn.FirstOrDefault(rule => Matches(rule, model, memoryBytes, migProfile))?.Class ?? Plain(model);
    }

    private static bool Matches(DeviceClassRule rule, string model, long memoryBytes, string? migProfile) =>
        (rule.Model is null || Pattern.Matches(rule.Model, model))
        && memoryBytes >= rule.MemoryFrom
        && memoryBytes <= rule.MemoryTo
        && (rule.Mig is null ? migProfile is null : migProfile is not null && Pattern.Matches(rule.Mig, migProfile));

    /// <summary>Letters, digits, points, and one dash for everything between them.</summary>
    private static string Plain(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c) || c == '.')
            {
                text.Append(c);
            }
            else if (text.Length > 0 && text[^1] != '-')
            {
                text.Append('-');
            }
        }

        return text.ToString().Trim('-', '.') is { Length: > 0 } plain ? plain : "unknown";
    }
}
