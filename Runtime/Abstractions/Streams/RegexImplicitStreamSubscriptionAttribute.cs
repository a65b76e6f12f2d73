using Orleans.Streams;

namespace Orleans;

/// <summary>Grains of this class are subscribed to the streams whose namespace matches.</summary>
/// <param name="pattern">A regular expression.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RegexImplicitStreamSubscriptionAttribute(string pattern) : ImplicitStreamSubscriptionAttribute(NamespacePredicate.Matching(pattern));
