using Krewe.Errors;

namespace Krewe.Commands.Application;

/// <summary>Reads the files that the command line names; <c>-</c> is the standard input.</summary>
internal static class InputFiles
{
    public const string StandardInput = "-";

    /// <summary>All bytes of the file.</summary>
    /// <exception cref="KreweException">It cannot be read (KRW2005).</exception>
    public static async Task<byte[]> ReadAsync(string file, Surroundings surroundings, CancellationToken cancellationToken)
    {
        try
        {
            if (file != StandardInput)
            {
                return await File.ReadAllBytesAsync(Path.Combine(surroundings.Directory, file), cancellationToken);
            }

            using var copy = new MemoryStream();
            await using var input = surroundings.OpenInput();
            await input.CopyToAsync(copy, cancellationToken);
            return copy.ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new KreweException(
                new Problem { Code = ErrorCodes.FileUnreadable, Message = $"it cannot be read: {exception.Message}; valid: a file, or - for the standard input", Where = file },
                exception);
        }
    }
}
