namespace Krewe.Scheduling.Placement.Exact;

/// <summary>Minimise a sum of bounded variables under rows that are at most a limit; some variables are whole numbers.</summary>
internal sealed class LinearProgram
{
    private readonly List<double> _cost = [];
    private readonly List<double> _upper = [];
    private readonly List<bool> _whole = [];
    private readonly List<List<(int Row, double Value)>> _columns = [];
    private readonly List<double> _limit = [];

    public int Columns => _cost.Count;

    public int Rows => _limit.Count;

    /// <summary>A variable of 0 to its upper bound, which is finite.</summary>
    public int Variable(double cost, double upper, bool whole)
    {
        _cost.Add(cost);
        _upper.Add(upper);
        _whole.Add(whole);
        _columns.Add([]);
        return _cost.Count - 1;
    }

    public void AddCost(int column, double cost) => _cost[column] += cost;

    /// <summary>A row: the sum of the terms is at most the limit. Terms of one variable are added up; the row is scaled to numbers near 1.</summary>
    public void Row(IEnumerable<(int Column, double Value)> terms, double limit)
    {
        var sums = new SortedDictionary<int, double>();
        foreach (var (column, value) in terms)
        {
            sums[column] = sums.GetValueOrDefault(column) + value;
        }

        var largest = sums.Values.Select(Math.Abs).DefaultIfEmpty(0).Max();
        if (largest == 0)
        {
            return;
        }

        // A power of two changes no digit.
        var scale = Math.ScaleB(1, -Math.ILogB(largest));
        foreach (var (column, value) in sums)
        {
            if (value != 0)
            {
                _columns[column].Add((_limit.Count, value * scale));
            }
        }

        _limit.Add(limit * scale);
    }

    public double CostOf(int column) => _cost[column];

    public double UpperOf(int column) => _upper[column];

    public bool IsWhole(int column) => _whole[column];

    public IReadOnlyList<(int Row, double Value)> Column(int column) => _columns[column];

    public double LimitOf(int row) => _limit[row];
}
