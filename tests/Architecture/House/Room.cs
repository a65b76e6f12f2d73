namespace Krewe.Architecture.Tests.House;

/// <summary>A room of the house: a project with its folder and the rooms that it may use.</summary>
/// <param name="Name">The assembly is <c>Krewe.Name</c>.</param>
/// <param name="Folder">From the root, with forward slashes.</param>
/// <param name="Uses">The names of the rooms that it may refer to.</param>
internal sealed record Room(string Name, string Folder, params string[] Uses)
{
    internal string ProjectPath => $"{Folder}/Krewe.{Name}.csproj";
}
