namespace Krewe.Architecture.Tests.House;

/// <summary>Who may use whom.</summary>
internal static class EdgeRule
{
    internal static IEnumerable<string> Check(IReadOnlyList<Room> rooms, IEnumerable<ProjectFile> projects)
    {
        var byPath = rooms.ToDictionary(room => room.ProjectPath, StringComparer.Ordinal);
        foreach (var project in projects)
        {
            if (!byPath.TryGetValue(project.Path, out var room))
            {
                continue;
            }

            foreach (var program in project.BuiltAlong.Where(path => !path.StartsWith("samples/", StringComparison.Ordinal)))
            {
                yield return $"{room.Name} builds {program} along: only samples are.";
            }

            foreach (var reference in project.References)
            {
                if (!byPath.TryGetValue(reference, out var used))
                {
                    yield return $"{room.Name} uses {reference}, which is no room: rooms use rooms only.";
                }
                else if (!room.Uses.Contains(used.Name, StringComparer.Ordinal))
                {
                    var may = room.Uses.Length == 0 ? "no other room" : string.Join(", ", room.Uses);
                    yield return $"{room.Name} uses {used.Name}, but may use {may}.";
                }
            }
        }
    }

    /// <summary>The projects that one brings with it, itself included.</summary>
    internal static IReadOnlyList<ProjectFile> Closure(ProjectFile start, IReadOnlyList<ProjectFile> projects)
    {
        var found = new List<ProjectFile> { start };
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(found[i].References
                .Select(path => projects.Single(project => project.Path == path))
                .Where(project => !found.Contains(project))
                .ToArray());
        }

        return found;
    }
}
