using Krewe.Runtime.Activations;

namespace Krewe.Runtime.Tests.Activations;

public sealed class InlineListTests
{
    /// <summary>Whatever is done to it, it holds what a list would hold, in the same order.</summary>
    [Fact]
    public void Anything_OfManySeeds_IsAsWithAList()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            var list = new InlineList<string>();
            List<string> model = [];
            for (var step = 0; step < 60; step++)
            {
                switch (random.Next(6))
                {
                    case 0 or 1 or 2 when model.Count < 4:
                        var item = $"{step}";
                        list.Add(item);
                        model.Add(item);
                        break;
                    case 3 when model.Count > 0:
                        var index = random.Next(model.Count);
                        list.RemoveAt(index);
                        model.RemoveAt(index);
                        break;
                    case 4:
                        var gone = model.Count > 0 && random.Next(4) > 0 ? model[random.Next(model.Count)] : "nobody";
                        list.Remove(gone);
                        model.Remove(gone);
                        break;
                    case 5 when random.Next(5) == 0:
                        list.Clear();
                        model.Clear();
                        break;
                }

                Assert.Equal(model, list.ToArray());
                Assert.Equal(model.Count, list.Count);
                Assert.Equal(model, Enumerable.Range(0, list.Count).Select(at => list[at]));
                Assert.Equal(model.FindIndex(one => one.EndsWith('7')), list.FindIndex(one => one.EndsWith('7')));
            }
        }
    }
}
