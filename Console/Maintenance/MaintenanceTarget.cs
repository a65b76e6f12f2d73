namespace Krewe.Commands.Maintenance;

/// <summary>What is taken out of service: a host, or one device of it.</summary>
internal sealed record MaintenanceTarget(string Host, string? Device)
{
    public override string ToString() => Device is null ? Host : $"{Host}/{Device}";
}
