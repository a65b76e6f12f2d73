namespace Krewe.Storage.State;

/// <summary>Which state of which grain.</summary>
internal readonly record struct StateKey(string StateName, string GrainId)
{
    public override string ToString() => $"state '{StateName}' of grain '{GrainId}'";
}
