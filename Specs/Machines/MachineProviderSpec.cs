using System.Collections.Immutable;

namespace Krewe.Specs.Machines;

/// <summary>Who adds and removes machines, and how.</summary>
public sealed record MachineProviderSpec
{
    /// <summary>Who.</summary>
    public MachineProviderKind Kind { get; init; }

    /// <summary>The program that adds one machine, with its arguments. It is repeated until it succeeds, and must not add a second one of the same name.</summary>
    public ImmutableArray<string> Add { get; init; } = [];

    /// <summary>The program that removes one machine. One that is not there any more is no error.</summary>
    public ImmutableArray<string> Remove { get; init; } = [];

    /// <summary>The program that lists the machines: a line each, the name, and for one that is taken back <c>ends-in</c> and the seconds until then.</summary>
    public ImmutableArray<string> List { get; init; } = [];

    /// <summary>How long a program may take, above 0.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);
}
