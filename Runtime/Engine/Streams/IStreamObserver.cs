using Krewe.Runtime.CodeGeneration;
using Orleans.Runtime;

namespace Krewe.Runtime.Streams;

/// <summary>An observer that takes batches in wire form.</summary>
internal interface IStreamObserver
{
    Task TakeAsync(StreamId stream, StreamBatch batch, IGrainCallSender references);
}
