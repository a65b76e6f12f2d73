namespace Krewe.Errors;

/// <summary>An operation was refused for a reason that its caller can act on.</summary>
[GenerateSerializer, Alias("krewe.KreweException")]
public sealed class KreweException : Exception
{
    /// <summary>Makes one from a problem.</summary>
    /// <param name="problem">What went wrong.</param>
    /// <param name="innerException">The cause; may be null.</param>
    public KreweException(Problem problem, Exception? innerException = null)
        : base(problem?.ToString(), innerException)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Problem = problem;
    }

    /// <summary>Makes one from a code and a message.</summary>
    /// <param name="code">The stable code.</param>
    /// <param name="message">What was wrong, where, and what would be right.</param>
    public KreweException(string code, string message)
        : this(new Problem { Code = code, Message = message })
    {
    }

    /// <summary>What went wrong.</summary>
    [Id(0)]
    public Problem Problem { get; private set; }
}
