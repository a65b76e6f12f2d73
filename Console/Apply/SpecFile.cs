using System.Text;
using Krewe.Commands.Application;
using Krewe.Naming;
using Krewe.Specs.Yaml;

namespace Krewe.Commands.Apply;

/// <summary>The text of a file of specs, and how it is read.</summary>
internal sealed record SpecFile(string Name, string Directory, string Text)
{
    public static async Task<SpecFile> LoadAsync(string file, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetString(await InputFiles.ReadAsync(file, surroundings, cancellationToken)).TrimStart('\uFEFF');
        return file == InputFiles.StandardInput
            ? new SpecFile("stdin", surroundings.Directory, text)
            : new SpecFile(file, Path.GetDirectoryName(Path.GetFullPath(file, surroundings.Directory))!, text);
    }

    /// <summary>Its specs; those without a region are for the given one.</summary>
    public SpecReadResult Read(string region) => SpecReader.Read(Text, Name, Directory, region);

    /// <summary>Whether the file is valid; its problems are written where it is not.</summary>
    public bool TellProblems(TextWriter error, string region = NameRules.DefaultRegion)
    {
        var read = Read(region);
        foreach (var problem in read.Problems)
        {
            error.WriteLine(problem.ToString());
        }

        if (!read.IsValid)
        {
            error.WriteLine("nothing was applied; next: see docs/specs.md for every key");
        }

        return read.IsValid;
    }
}
