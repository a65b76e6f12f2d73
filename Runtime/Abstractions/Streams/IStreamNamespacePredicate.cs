namespace Orleans.Streams;

/// <summary>Chooses namespaces of streams.</summary>
public interface IStreamNamespacePredicate
{
    /// <summary>The choice as text, the same for the same choice.</summary>
    string PredicatePattern { get; }

    /// <summary>Whether a namespace is chosen.</summary>
    /// <param name="streamNamespace">The namespace; empty for streams without.</param>
    bool IsMatch(string streamNamespace);
}
