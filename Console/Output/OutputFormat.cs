namespace Krewe.Commands.Output;

/// <summary>How data is printed.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>For people with room: the table with all its columns.</summary>
    Wide,

    /// <summary>For programs; as the admin API has it.</summary>
    Json,

    /// <summary>The same as YAML.</summary>
    Yaml,
}
