namespace Krewe.Scheduling.Placement.Packing;

/// <summary>Which of the requests that come in a row a host is offered first. It stands for what finds no place on other hosts.</summary>
public enum FutureOrder
{
    /// <summary>Those for several devices, the more the earlier; the rest as they come.</summary>
    SeveralDevices = 0,

    /// <summary>Those that take the most of devices.</summary>
    Largest = 1,
}
