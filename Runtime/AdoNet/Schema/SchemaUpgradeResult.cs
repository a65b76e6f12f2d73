namespace Krewe.Runtime.AdoNet.Schema;

/// <summary>What an upgrade of the schema did.</summary>
/// <param name="Before">The version that was found; 0 for none.</param>
/// <param name="After">The version that is there now.</param>
public sealed record SchemaUpgradeResult(int Before, int After);
