using FsCheck;
using FsCheck.Fluent;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Queueing;

internal enum QueueVerb
{
    Enqueue,
    Dequeue,
    Retry,
    Remove,
    Expire,
    Charge,
}

/// <summary>One step of a random history; time moves on by Wait before it.</summary>
internal sealed record QueueOperation(QueueVerb Verb, int Number, int Rank, int Tenant, int Cost, int DeadlineIn, int Bytes, int Wait)
{
    private static readonly Gen<QueueVerb> Verbs = Gen.Frequency(
        (8, Gen.Constant(QueueVerb.Enqueue)),
        (4, Gen.Constant(QueueVerb.Dequeue)),
        (1, Gen.Constant(QueueVerb.Retry)),
        (1, Gen.Constant(QueueVerb.Remove)),
        (1, Gen.Constant(QueueVerb.Expire)),
        (1, Gen.Constant(QueueVerb.Charge)));

    public string TenantName => $"t{Tenant}";

    public static Gen<QueueOperation[]> Histories { get; } = (
        from verb in Verbs
        from number in Gen.Choose(0, 40)
        from rank in Gen.Choose(0, 2)
        from tenant in Gen.Choose(0, 3)
        from cost in Gen.Choose(1, 6)
        from deadlineIn in Gen.Choose(0, 20)
        from bytes in Gen.Choose(0, 60)
        from wait in Gen.Choose(0, 6)
        select new QueueOperation(verb, number, rank, tenant, cost, deadlineIn * 10, bytes * 2, wait)).ArrayOf(1, 200);
}
