namespace Krewe.Machines;

/// <summary>How a machine is paid for.</summary>
[GenerateSerializer, Alias("krewe.PurchaseType")]
public enum PurchaseType
{
    /// <summary>While it is there; nobody takes it back.</summary>
    OnDemand = 0,

    /// <summary>Always, used or not: what runs on it costs nothing more.</summary>
    Reserved = 1,

    /// <summary>While it is there; its owner may take it back after a short notice.</summary>
    Spot = 2,
}
