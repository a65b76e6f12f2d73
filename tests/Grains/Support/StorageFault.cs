namespace Krewe.Grains.Tests.Support;

internal enum StorageFault
{
    None,

    /// <summary>Nothing was written.</summary>
    Before,

    /// <summary>It was written, and the caller is told that it failed.</summary>
    After,
}
