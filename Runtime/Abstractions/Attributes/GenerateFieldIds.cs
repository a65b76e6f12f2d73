namespace Orleans;

/// <summary>Whether members are numbered automatically.</summary>
public enum GenerateFieldIds
{
    /// <summary>Only members with a number are serialized.</summary>
    None,

    /// <summary>Public properties are numbered by their names.</summary>
    PublicProperties,
}
