using Orleans.Streams;

namespace Orleans;

/// <summary>
/// Grains of this class are subscribed to streams without asking: a stream to the grain whose key is the stream's. It cannot be taken back.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class ImplicitStreamSubscriptionAttribute : Attribute
{
    /// <summary>All streams.</summary>
    public ImplicitStreamSubscriptionAttribute()
        : this(NamespacePredicate.All)
    {
    }

    /// <summary>The streams of a namespace.</summary>
    /// <param name="streamNamespace">The namespace.</param>
    /// <param name="streamIdMapper">The name of another way from a stream to a grain; this engine has none.</param>
    public ImplicitStreamSubscriptionAttribute(string streamNamespace, string? streamIdMapper = null)
        : this(NamespacePredicate.Exactly(streamNamespace), streamIdMapper)
    {
    }

    /// <summary>The streams whose namespace is chosen.</summary>
    /// <param name="predicateType">The choice: an <see cref="IStreamNamespacePredicate"/> with a constructor without parameters.</param>
    /// <param name="streamIdMapper">The name of another way from a stream to a grain; this engine has none.</param>
    public ImplicitStreamSubscriptionAttribute(Type predicateType, string? streamIdMapper = null)
        : this((IStreamNamespacePredicate)Activator.CreateInstance(predicateType)!, streamIdMapper)
    {
    }

    /// <summary>The streams whose namespace is chosen.</summary>
    /// <param name="predicate">The choice.</param>
    /// <param name="streamIdMapper">The name of another way from a stream to a grain; this engine has none.</param>
    public ImplicitStreamSubscriptionAttribute(IStreamNamespacePredicate predicate, string? streamIdMapper = null)
    {
        Predicate = predicate;
        StreamIdMapper = streamIdMapper;
    }

    /// <summary>The choice.</summary>
    public IStreamNamespacePredicate Predicate { get; }

    /// <summary>The name of another way from a stream to a grain.</summary>
    public string? StreamIdMapper { get; }
}
