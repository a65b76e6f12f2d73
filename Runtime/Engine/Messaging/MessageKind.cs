namespace Krewe.Runtime.Messaging;

internal enum MessageKind : byte
{
    /// <summary>A call whose caller waits.</summary>
    Request,

    /// <summary>A call whose caller does not wait.</summary>
    OneWay,

    /// <summary>The outcome of a call.</summary>
    Response,

    /// <summary>The caller no longer wants the outcome.</summary>
    Cancel,
}
