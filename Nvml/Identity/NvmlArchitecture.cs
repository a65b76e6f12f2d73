namespace Krewe.Nvml;

/// <summary>The generation of a device.</summary>
public enum NvmlArchitecture
{
    /// <summary>Kepler.</summary>
    Kepler = 2,

    /// <summary>Maxwell.</summary>
    Maxwell = 3,

    /// <summary>Pascal.</summary>
    Pascal = 4,

    /// <summary>Volta.</summary>
    Volta = 5,

    /// <summary>Turing.</summary>
    Turing = 6,

    /// <summary>Ampere.</summary>
    Ampere = 7,

    /// <summary>Ada.</summary>
    Ada = 8,

    /// <summary>Hopper.</summary>
    Hopper = 9,

    /// <summary>Blackwell.</summary>
    Blackwell = 10,
}
