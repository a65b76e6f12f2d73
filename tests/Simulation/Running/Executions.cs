namespace Krewe.Simulation.Tests.Running;

/// <summary>Which operations ran, in the whole cluster; what the grains themselves may lose is not lost here.</summary>
public sealed class Executions
{
    private readonly HashSet<string> _ran = [];

    /// <summary>An operation that ran twice, or null.</summary>
    public string? Twice { get; private set; }

    public void Add(string operation)
    {
        if (!_ran.Add(operation))
        {
            Twice ??= operation;
        }
    }

    public bool Contains(string operation) => _ran.Contains(operation);
}
