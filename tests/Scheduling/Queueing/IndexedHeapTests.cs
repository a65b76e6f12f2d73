using FsCheck.Fluent;
using Krewe.Scheduling.Queueing;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Queueing;

public class IndexedHeapTests
{
    [Fact]
    public void Remove_AnyHalfOfTheSlots_LeavesTheOthersInOrder()
    {
        // Deep enough that what takes a removed slot's place must sometimes rise.
        var cases =
            from keys in Gen.Choose(0, 500).ArrayOf(100, 300)
            from order in Gen.Shuffle(Enumerable.Range(0, keys.Length).ToArray())
            select (keys, order);
        Seeded.ForAll(61, cases, c =>
        {
            var positions = new SlotPositions();
            positions.EnsureCapacity(c.keys.Length);
            var heap = new IndexedHeap(positions);
            for (var slot = 0; slot < c.keys.Length; slot++)
            {
                heap.Push(new HeapKey(c.keys[slot], slot, 0, slot));
            }

            var removed = c.order.Take(c.keys.Length / 2).ToHashSet();
            foreach (var slot in c.order.Where(removed.Contains))
            {
                heap.Remove(slot);
            }

            List<int> left = [];
            while (heap.Count > 0)
            {
                left.Add(heap.Top.Slot);
                heap.Remove(heap.Top.Slot);
            }

            Assert.Equal(Enumerable.Range(0, c.keys.Length).Where(slot => !removed.Contains(slot)).OrderBy(slot => c.keys[slot]).ThenBy(slot => slot), left);
        }, 100);
    }
}
