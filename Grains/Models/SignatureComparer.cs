using Krewe.Models;

namespace Krewe.Grains.Models;

internal static class SignatureComparer
{
    public static bool Equal(ModelSignature left, ModelSignature? right) =>
        right is not null && left.Platform == right.Platform && Same(left.Inputs, right.Inputs) && Same(left.Outputs, right.Outputs);

    private static bool Same(IEnumerable<TensorSpec> left, IEnumerable<TensorSpec> right) =>
        left.SequenceEqual(right, TensorComparer.Instance);

    private sealed class TensorComparer : IEqualityComparer<TensorSpec>
    {
        public static TensorComparer Instance { get; } = new();

        public bool Equals(TensorSpec? x, TensorSpec? y) =>
            x is not null && y is not null && x.Name == y.Name && x.Datatype == y.Datatype && x.Shape.SequenceEqual(y.Shape);

        public int GetHashCode(TensorSpec obj) => obj.Shape.Length;
    }
}
