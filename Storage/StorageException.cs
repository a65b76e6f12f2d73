using Orleans;
using Orleans.Runtime;

namespace Krewe.Storage;

/// <summary>The state on disk cannot be used; the message says what was wrong, where, and what would help.</summary>
[GenerateSerializer, Alias("krewe.StorageException")]
public sealed class StorageException : OrleansException
{
    /// <summary>Makes one.</summary>
    /// <param name="code">The stable code; see <see cref="StorageCodes"/>.</param>
    /// <param name="message">What was wrong, where, and what would help.</param>
    /// <param name="innerException">The cause; may be null.</param>
    public StorageException(string code, string message, Exception? innerException = null)
        : base($"{code}: {message}", innerException!)
    {
        Code = code;
    }

    /// <summary>The stable code; see <see cref="StorageCodes"/>.</summary>
    [Id(0)]
    public string Code { get; private set; }
}
