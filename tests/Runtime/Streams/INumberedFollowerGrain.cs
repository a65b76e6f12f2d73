using Orleans;

namespace Krewe.Runtime.Tests.Streams;

public interface INumberedFollowerGrain : IGrainWithIntegerKey;
