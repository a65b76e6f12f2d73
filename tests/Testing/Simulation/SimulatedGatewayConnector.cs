using Krewe.Runtime.Clients;
using Krewe.Runtime.CodeGeneration;
using Krewe.Testing.Clusters;
using Orleans.Runtime;

namespace Krewe.Testing.Simulation;

/// <summary>A simulated client's way to gateways: connecting takes a message there and one back, and ends by a limit where one does not come.</summary>
/// <param name="network">The network.</param>
/// <param name="isCut">Whether the client is cut off from a gateway.</param>
/// <param name="references">Makes the references in what arrives at the client.</param>
/// <param name="time">The client's clock.</param>
internal sealed class SimulatedGatewayConnector(
    InMemoryNetwork network, Func<SiloAddress, bool> isCut, Lazy<IGrainCallSender> references, TimeProvider time) : IGatewayConnector
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public Task<IClientLink> ConnectAsync(
        SiloAddress gateway, ClientIntroduction introduction, IClientLinkOwner owner, CancellationToken cancellationToken)
    {
        TaskCompletionSource<IClientLink> outcome = new(); // Continued in the turns of who waits.
        ITimer? limit = null;
        limit = time.CreateTimer(_ => Fail($"{gateway} did not answer within {Longest.TotalSeconds:0} s."), null, Longest, Timeout.InfiniteTimeSpan);
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(_ => Fail("The client stops."), null);
        network.Later(new InMemoryLine(), () =>
        {
            if (isCut(gateway))
            {
                return;
            }

            if (network.Gateway(gateway) is { } found)
            {
                found.Arrive(() => Answer(found.Connect(introduction, owner, references, time)));
            }
            else
            {
                network.Later(new InMemoryLine(), () => Fail($"Nobody listens at {gateway}."));
            }
        });
        return outcome.Task;

        void Fail(string why)
        {
            limit?.Dispose();
            outcome.TrySetException(new IOException(why));
        }

        void Answer(IClientLink link) => network.Later(new InMemoryLine(), () =>
        {
            limit?.Dispose();
            registration.Dispose();
            if (!outcome.TrySetResult(link))
            {
                link.Abort();
            }
        });
    }
}
