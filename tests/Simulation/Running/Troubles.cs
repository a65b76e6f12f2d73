namespace Krewe.Simulation.Tests.Running;

/// <summary>What happens to a cluster while a program works.</summary>
[Flags]
internal enum Troubles
{
    /// <summary>Only delays: messages overtake each other, tables take their time, clocks are apart.</summary>
    None = 0,

    /// <summary>Silos vanish, and most are started again.</summary>
    Crash = 1,

    /// <summary>Silos stand still, some for so long that they wake up dead.</summary>
    Pause = 2,

    /// <summary>Links between silos are cut, in one direction or both.</summary>
    Cut = 4,

    /// <summary>Silos stop in order, new ones start.</summary>
    Scale = 8,

    /// <summary>Messages are lost, and some are late by seconds.</summary>
    Loss = 16,

    /// <summary>Tables stand still.</summary>
    Stall = 32,

    /// <summary>Operations on tables fail, or are done and not answered.</summary>
    Fail = 64,

    /// <summary>Silos are cut off from the database and not from each other.</summary>
    CutOff = 128,

    /// <summary>Connections of clients stand still or break; the program has clients for it.</summary>
    Gateways = 256,

    /// <summary>Everything between silos and tables.</summary>
    All = Crash | Pause | Cut | Scale | Loss | Stall | Fail | CutOff,
}
