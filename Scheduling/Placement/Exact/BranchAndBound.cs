using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Scheduling.Placement.Exact;

/// <summary>
/// Branch and bound on the integer program, the child nearer to the fraction first. A part of the tree is left out only where the safe bound of
/// its relaxation says that nothing there is better; costs are whole numbers, so that bounds round up.
/// </summary>
internal sealed class BranchAndBound(ExactModel model, long known, int mostNodes)
{
    private const double Whole = 1e-6;
    private const int MostIterations = 20_000;

    private IReadOnlyList<Placed>? _better;
    private long _cost = known;
    private int _nodes;

    public ExactResult Run(CancellationToken stop)
    {
        var open = new Stack<(DualSimplex Simplex, long Bound)>();
        open.Push((new DualSimplex(model.Program), 0));
        var left = long.MaxValue;
        while (open.TryPop(out var node))
        {
            if (node.Bound >= _cost)
            {
                continue;
            }

            if (_nodes >= mostNodes || stop.IsCancellationRequested)
            {
                left = Math.Min(left, node.Bound);
                continue;
            }

            _nodes++;
            var solved = node.Simplex.Run(MostIterations);
            var bound = Math.Max(node.Bound, Rounded(node.Simplex.SafeBound()));
            if (solved == false || bound >= _cost)
            {
                continue;
            }

            if (Fraction(node.Simplex) is not (>= 0 and var column))
            {
                Consider(node.Simplex);
                left = Math.Min(left, bound);
                continue;
            }

            Branch(open, node.Simplex, column, bound);
        }

        return new ExactResult(_better, _cost, Math.Min(left, _cost), _nodes);
    }

    private long Rounded(double bound) => model.Constant + (long)Math.Ceiling(bound - 1e-3);

    private static void Branch(Stack<(DualSimplex Simplex, long Bound)> open, DualSimplex simplex, int column, long bound)
    {
        var value = simplex.ValueOf(column);
        var floor = Math.Floor(value + Whole);
        var down = simplex.Copy();
        down.Upper[column] = floor;
        simplex.Lower[column] = floor + 1;
        if (value - floor < 0.5)
        {
            open.Push((simplex, bound));
            open.Push((down, bound));
        }
        else
        {
            open.Push((down, bound));
            open.Push((simplex, bound));
        }
    }

    /// <summary>The variable to branch on: of those in use before counts, the one that is least whole; -1 where all are whole.</summary>
    private int Fraction(DualSimplex simplex)
    {
        var (chosen, most) = (-1, 0.0);
        for (var column = 0; column < model.Program.Columns; column++)
        {
            if (!model.Program.IsWhole(column))
            {
                continue;
            }

            var value = simplex.ValueOf(column);
            var off = Math.Abs(value - Math.Round(value));
            if (off > Whole)
            {
                var score = off * (1 + Math.Min(1e3, Math.Log10(1 + Math.Abs(model.Program.CostOf(column)))));
                (chosen, most) = score > most ? (column, score) : (chosen, most);
            }
        }

        return chosen;
    }

    /// <summary>A whole solution is a plan; what it costs is counted, not believed.</summary>
    private void Consider(DualSimplex simplex)
    {
        var state = new FleetState(model.Fleet);
        foreach (var option in model.Options)
        {
            for (var left = (int)Math.Round(simplex.ValueOf(option.Column)); left > 0; left--)
            {
                state.Add(new Placed(option.Line.Index, option.Shape, option.Site.First, [.. option.Slots.Select(slot => slot.Device).Order()], option.Running, option.Cost));
            }
        }

        if (state.Cost < _cost)
        {
            (_better, _cost) = ([.. state.All], state.Cost);
        }
    }
}
