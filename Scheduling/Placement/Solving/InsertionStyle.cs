namespace Krewe.Scheduling.Placement.Solving;

/// <summary>How places are looked for.</summary>
internal readonly record struct InsertionStyle
{
    /// <summary>In each step the line that would lose most by waiting, instead of one line after the other.</summary>
    public bool Steepest { get; init; }

    /// <summary>Devices are drawn instead of the fullest.</summary>
    public bool DrawsDevices { get; init; }

    /// <summary>As if hosts cost nothing: what is not worth its host alone may be with others. What does not pay goes again.</summary>
    public bool HostsAreFree { get; init; }

    /// <summary>Ranks are blurred by up to so many percent.</summary>
    public int Noise { get; init; }

    /// <summary>Of ranks all but the demand is blurred, by up to as much again and a device cut up.</summary>
    public bool BlursCosts { get; init; }

    /// <summary>By line, the shapes that are not used, a bit each; null for none. What serves less at once is else never tried where more fits.</summary>
    public uint[]? Barred { get; init; }

    /// <summary>The most hosts that a line is looked at on, drawn; 0 for all.</summary>
    public int MostHosts { get; init; }
}
