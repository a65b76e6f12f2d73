namespace Krewe.Silo.Backends.Launching;

/// <summary>The signals that the launcher sends to a model server's process group.</summary>
internal enum ServerSignal
{
    /// <summary>Asks the server to end.</summary>
    Term = 15,

    /// <summary>Ends it without asking.</summary>
    Kill = 9,
}
