using System.Xml.Linq;
using Krewe.Architecture.Tests.Support;

namespace Krewe.Architecture.Tests.House;

/// <summary>What a project file says.</summary>
internal sealed class ProjectFile
{
    private readonly XDocument _document;

    internal ProjectFile(string path, string text)
    {
        Path = path;
        _document = XDocument.Parse(text);
    }

    internal static IReadOnlyList<ProjectFile> All { get; } =
        [.. Repository.Files(".csproj").Select(path => new ProjectFile(path, Repository.Read(path)))];

    /// <summary>From the root, with forward slashes.</summary>
    internal string Path { get; }

    internal string AssemblyName => Property("AssemblyName") ?? System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The names of the packages that it names itself.</summary>
    internal IEnumerable<string> Packages => Items("PackageReference").Select(item => (string?)item.Attribute("Include") ?? "");

    /// <summary>What says a version although Directory.Packages.props is the place for it.</summary>
    internal IEnumerable<string> Versions => Items("PackageReference")
        .Where(item => item.Attribute("Version") is not null || item.Attribute("VersionOverride") is not null || item.Elements().Any(inner => inner.Name.LocalName.StartsWith("Version", StringComparison.Ordinal)))
        .Select(item => (string?)item.Attribute("Include") ?? "");

    /// <summary>The paths of the projects that it refers to, itself and by its property GrainApi.</summary>
    internal IReadOnlyList<string> References =>
    [
        .. Items("ProjectReference").Where(item => !IsBuiltOnly(item)).Select(item => Resolve((string?)item.Attribute("Include") ?? "")),
        .. Property("GrainApi") switch
        {
            null => Array.Empty<string>(),
            "Code" => ["Runtime/Abstractions/Krewe.Runtime.Abstractions.csproj", "Runtime/Generator/Krewe.Runtime.Generator.csproj"],
            "Host" =>
            [
                "Runtime/Abstractions/Krewe.Runtime.Abstractions.csproj", "Runtime/Generator/Krewe.Runtime.Generator.csproj",
                "Runtime/Engine/Krewe.Runtime.Engine.csproj",
            ],
            var other => throw new InvalidOperationException($"{Path}: GrainApi is '{other}'; valid: Code, Host."),
        },
    ];

    /// <summary>The paths of the projects that are built with it as programs of their own, and not linked.</summary>
    internal IEnumerable<string> BuiltAlong => Items("ProjectReference").Where(IsBuiltOnly).Select(item => Resolve((string?)item.Attribute("Include") ?? ""));

    internal string? Property(string name) =>
        _document.Descendants().FirstOrDefault(element => element.Name.LocalName == name && element.Parent?.Name.LocalName == "PropertyGroup")?.Value;

    private IEnumerable<XElement> Items(string name) => _document.Descendants().Where(element => element.Name.LocalName == name);

    private static bool IsBuiltOnly(XElement reference) =>
        (string?)reference.Attribute("ReferenceOutputAssembly") == "false" && reference.Attribute("OutputItemType") is null;

    private string Resolve(string include)
    {
        if (include.StartsWith("$(", StringComparison.Ordinal))
        {
            var end = include.IndexOf(')', StringComparison.Ordinal);
            var name = include[2..end];
            return Resolve((name == "RepositoryRoot" ? "/" : Property(name) ?? throw new InvalidOperationException($"{Path}: $({name}) is not set here.")) + include[(end + 1)..]);
        }

        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.Combine("/", Path)) ?? "/";
        return System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, include.Replace('\\', '/'))).TrimStart('/');
    }
}
