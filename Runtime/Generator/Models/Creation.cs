namespace Krewe.Runtime.Generator;

/// <summary>How a codec makes an instance before it fills it.</summary>
internal enum Creation
{
    /// <summary>The default value of a struct.</summary>
    Default,

    /// <summary>The constructor without parameters, whatever its accessibility, so that initializers run.</summary>
    Constructor,

    /// <summary>No constructor at all: there is none without parameters.</summary>
    Uninitialized,

    /// <summary>There are no instances: the class is abstract.</summary>
    Never,
}
