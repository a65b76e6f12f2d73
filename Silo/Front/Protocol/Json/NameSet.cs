namespace Krewe.Silo.Front.Protocol;

/// <summary>Finds a repeated name: few names by comparing, many by hashing. A value to be passed by reference.</summary>
internal struct NameSet
{
    private const int Few = 8;

    private string? _first;
    private List<string>? _few;
    private HashSet<string>? _many;

    /// <summary>Adds a name; false when it is there.</summary>
    internal bool Add(string name)
    {
        if (_many is not null)
        {
            return _many.Add(name);
        }

        if (_first is null)
        {
            _first = name;
            return true;
        }

        _few ??= [_first];
        if (_few.Contains(name))
        {
            return false;
        }

        _few.Add(name);
        if (_few.Count > Few)
        {
            _many = new HashSet<string>(_few, StringComparer.Ordinal);
        }

        return true;
    }
}
