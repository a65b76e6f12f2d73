using System.Globalization;
using System.Reflection;
using System.Text;
using Krewe.Runtime.Activations;
using Krewe.Runtime.CodeGeneration;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Streams;

/// <summary>Which grains are subscribed by their class. Every silo with the same classes finds the same.</summary>
internal sealed class ImplicitSubscriptions
{
    private readonly Lock _gate = new();
    private int _classes = -1; // under _gate: for how many grain classes the list holds
    private List<Consumer> _consumers = []; // under _gate

    /// <summary>The subscriptions of a stream, ordered by class.</summary>
    public IEnumerable<StreamSubscription> Of(MemoryStreamProvider provider, StreamId stream) => provider.HasImplicitSubscriptions
        ? Consumers().Where(one => one.Wants(stream)).Select(one => one.SubscriptionTo(provider.Name, stream)).OfType<StreamSubscription>()
        : [];

    /// <summary>A grain's subscription to a stream, or null.</summary>
    public StreamSubscription? Of(MemoryStreamProvider provider, StreamId stream, GrainId consumer) =>
        Of(provider, stream).FirstOrDefault(one => one.Consumer == consumer);

    private List<Consumer> Consumers()
    {
        var classes = ManifestRegistry.Instance.GrainClasses;
        lock (_gate)
        {
            if (_classes != classes.Count)
            {
                _classes = classes.Count;
                _consumers = [.. classes
                    .Select(entry => new Consumer(entry.GrainClass, [.. entry.GrainClass.GetCustomAttributes<ImplicitStreamSubscriptionAttribute>(inherit: true)]))
                    .Where(consumer => consumer.Attributes.Length > 0)];
            }

            return _consumers;
        }
    }

    private sealed record Consumer(Type GrainClass, ImplicitStreamSubscriptionAttribute[] Attributes)
    {
        private GrainType GrainType { get; } = GrainClasses.NameOf(GrainClass);

        public bool Wants(StreamId stream)
        {
            if (Array.Find(Attributes, one => one.StreamIdMapper is not null) is { } mapped)
            {
                throw new OrleansConfigurationException(
                    $"KRW7505: [ImplicitStreamSubscription] on {GrainClass} names the mapper '{mapped.StreamIdMapper}'; this engine goes by the stream's key only.");
            }

            var ns = stream.GetNamespace() ?? "";
            return Array.Exists(Attributes, one => one.Predicate.IsMatch(ns));
        }

        /// <summary>Null when the stream's key is none of the class.</summary>
        public StreamSubscription? SubscriptionTo(string provider, StreamId stream)
        {
            var key = stream.GetKeyAsString();
            IdSpan? grainKey = typeof(IGrainWithGuidKey).IsAssignableFrom(GrainClass)
                ? Guid.TryParse(key, out var guid) ? GrainIdKeyExtensions.CreateGuidKey(guid) : null
                : typeof(IGrainWithIntegerKey).IsAssignableFrom(GrainClass)
                    ? long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? GrainIdKeyExtensions.CreateIntegerKey(number) : null
                    : new IdSpan(stream.Key.ToArray());
            return grainKey is { } found ? new StreamSubscription(IdOf(provider, stream), stream, GrainId.Create(GrainType, found), IsImplicit: true) : null;
        }

        /// <summary>The same on all silos and for all time.</summary>
        private Guid IdOf(string provider, StreamId stream)
        {
            var name = Encoding.UTF8.GetBytes($"{GrainType}\n{provider}\n{stream}");
            Span<byte> bytes = stackalloc byte[16];
            for (var part = 0; part < 4; part++)
            {
                BitConverter.TryWriteBytes(bytes[(part * 4)..], StableHash.Compute(name, 2166136261 + ((uint)part * 0x9E3779B1)));
            }

            return new Guid(bytes);
        }
    }
}
