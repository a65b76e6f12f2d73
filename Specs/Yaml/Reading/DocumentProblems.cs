using Krewe.Errors;

namespace Krewe.Specs.Yaml.Reading;

/// <summary>Gathers the problems of one document, and remembers where each key's value stands.</summary>
internal sealed class DocumentProblems(string file)
{
    private readonly List<SpecReadProblem> _found = [];
    private readonly Dictionary<string, (int Line, int Column)> _places = new(StringComparer.Ordinal);

    public IReadOnlyList<SpecReadProblem> Found => _found;

    public void Place(string path, int line, int column) => _places[path] = (line, column);

    public void Add(string code, string path, YamlNode at, string message) =>
        _found.Add(new SpecReadProblem(code, file, at.Line, at.Column, path, message));

    /// <summary>Takes over what the validator found, except of keys that were not read at all.</summary>
    public void AddValidation(IEnumerable<SpecProblem> problems)
    {
        var before = _found.Select(problem => problem.Key).ToArray();
        foreach (var problem in problems)
        {
            if (!before.Any(key => key == problem.Key || key.StartsWith(problem.Key + ".", StringComparison.Ordinal)))
            {
                var (line, column) = PlaceOf(problem.Key);
                _found.Add(new SpecReadProblem(problem.Code, file, line, column, problem.Key, problem.Message));
            }
        }
    }

    /// <summary>The place of the key's value, or of the nearest mapping around it.</summary>
    private (int Line, int Column) PlaceOf(string path)
    {
        for (var key = path; ; key = key[..Math.Max(0, key.LastIndexOf('.'))])
        {
            if (_places.TryGetValue(key, out var place))
            {
                return place;
            }

            if (key.Length == 0)
            {
                return (1, 1);
            }
        }
    }

    /// <summary>A key that must be there is not.</summary>
    public void Missing(string path, YamlNode at, string valid) =>
        Add(ErrorCodes.SpecMissingKey, path, at, $"the key is missing; valid: {valid}");

    /// <summary>A value is of another type.</summary>
    public void Wrong(string path, YamlNode at, string valid) =>
        Add(ErrorCodes.SpecInvalid, path, at, $"{at.Kind} is not valid; valid: {valid}");
}
