namespace Krewe.Commands.Top;

/// <summary>How a piece of text is to look.</summary>
internal enum Tone
{
    /// <summary>As any text.</summary>
    Plain,

    /// <summary>A name or heading that leads the eye.</summary>
    Strong,

    /// <summary>What matters less.</summary>
    Quiet,

    /// <summary>All is well.</summary>
    Good,

    /// <summary>It needs a look.</summary>
    Warning,

    /// <summary>It is wrong.</summary>
    Bad,

    /// <summary>Pictures of amounts.</summary>
    Picture,
}
