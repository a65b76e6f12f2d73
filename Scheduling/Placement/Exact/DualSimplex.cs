namespace Krewe.Scheduling.Placement.Exact;

/// <summary>
/// The dual simplex method with bounds on variables (Koberstein 2005, without its refinements) on an explicit inverse of the basis. Every
/// variable is bounded on both sides, so the slack basis is dual feasible and so is every basis after it, also after bounds have changed: branch
/// and bound goes on from where it was. The bound that is given out does not trust any of it: see <see cref="SafeBound"/>.
/// </summary>
internal sealed class DualSimplex
{
    private const double Feasible = 1e-7;
    private const double Pivot = 1e-9;

    private readonly LinearProgram _program;
    private readonly int _rows;
    private readonly int _structural;
    private readonly (int Row, double Value)[][] _columns;
    private readonly double[] _inverse;
    private readonly int[] _head;
    private readonly int[] _place;
    private readonly bool[] _atUpper;
    private readonly double[] _reduced;
    private readonly double[] _basic;
    private readonly double[] _alpha;
    private readonly double[] _column;

    public DualSimplex(LinearProgram program)
    {
        (_program, _rows, _structural) = (program, program.Rows, program.Columns);
        var all = _rows + _structural;
        _columns = [.. Enumerable.Range(0, _structural).Select(column => program.Column(column).ToArray())];
        (Lower, Upper) = (new double[all], new double[all]);
        (_inverse, _head, _place) = (new double[_rows * _rows], new int[_rows], new int[all]);
        (_atUpper, _reduced, _basic, _alpha, _column) = (new bool[all], new double[all], new double[_rows], new double[all], new double[_rows]);
        for (var column = 0; column < all; column++)
        {
            Upper[column] = column < _structural ? program.UpperOf(column) : double.PositiveInfinity;
        }

        Restart();
    }

    private DualSimplex(DualSimplex from)
    {
        (_program, _rows, _structural, _columns) = (from._program, from._rows, from._structural, from._columns);
        (Lower, Upper) = ([.. from.Lower], [.. from.Upper]);
        (_inverse, _head, _place) = ([.. from._inverse], [.. from._head], [.. from._place]);
        (_atUpper, _reduced, _basic, _alpha, _column) = ([.. from._atUpper], [.. from._reduced], [.. from._basic], new double[from._alpha.Length], new double[_rows]);
    }

    /// <summary>Bounds of the variables, then of the slacks; structural ones may be narrowed between runs.</summary>
    public double[] Lower { get; }

    /// <summary>See <see cref="Lower"/>.</summary>
    public double[] Upper { get; }

    public DualSimplex Copy() => new(this);

    /// <summary>Runs to the optimum.</summary>
    /// <param name="most">The most iterations; what was reached until then still gives a bound.</param>
    /// <returns>True at the optimum, false where no solution exists, null where iterations ran out.</returns>
    public bool? Run(int most)
    {
        ComputeBasics();
        for (var iteration = 0; iteration < most; iteration++)
        {
            var leaving = Leaving();
            if (leaving < 0)
            {
                return true;
            }

            var up = _basic[leaving] < Lower[_head[leaving]];
            ComputeRow(leaving);
            var entering = Entering(up);
            if (entering < 0)
            {
                return false;
            }

            Exchange(leaving, entering, up);
            if (iteration % 64 == 63)
            {
                ComputeBasics();
            }
        }

        return null;
    }

    public double ValueOf(int column) => _place[column] >= 0 ? _basic[_place[column]] : _atUpper[column] ? Upper[column] : Lower[column];

    /// <summary>
    /// A bound that holds whatever errors the run has made (Neumaier and Shcherbina 2004): for any multipliers of the right sign, the multipliers
    /// times the limits plus each variable at its better bound is at most the optimum. Only the rounding of these sums is left, and allowed for.
    /// </summary>
    public double SafeBound()
    {
        var (sum, size) = (0.0, 0.0);
        Span<double> multipliers = new double[_rows];
        for (var row = 0; row < _rows; row++)
        {
            multipliers[row] = Math.Min(0, -_reduced[_structural + row]);
            var term = multipliers[row] * _program.LimitOf(row);
            (sum, size) = (sum + term, size + Math.Abs(term));
        }

        for (var column = 0; column < _structural; column++)
        {
            var reduced = _program.CostOf(column);
            foreach (var (row, value) in _columns[column])
            {
                reduced -= multipliers[row] * value;
            }

            var term = reduced * (reduced > 0 ? Lower[column] : Upper[column]);
            (sum, size) = (sum + term, size + Math.Abs(term));
        }

        return sum - (size * 1e-12);
    }

    private void Restart()
    {
        Array.Clear(_inverse);
        for (var row = 0; row < _rows; row++)
        {
            _inverse[(row * _rows) + row] = 1;
            _head[row] = _structural + row;
            _place[_structural + row] = row;
        }

        for (var column = 0; column < _structural; column++)
        {
            _place[column] = -1;
            _reduced[column] = _program.CostOf(column);
            _atUpper[column] = _reduced[column] < 0;
        }
    }

    private void ComputeBasics()
    {
        Span<double> right = new double[_rows];
        for (var row = 0; row < _rows; row++)
        {
            right[row] = _program.LimitOf(row);
        }

        for (var column = 0; column < _structural; column++)
        {
            if (_place[column] >= 0 || ValueOf(column) is not (not 0 and var value))
            {
                continue;
            }

            foreach (var (row, at) in _columns[column])
            {
                right[row] -= at * value;
            }
        }

        for (var row = 0; row < _rows; row++)
        {
            var sum = 0.0;
            var line = _inverse.AsSpan(row * _rows, _rows);
            for (var at = 0; at < _rows; at++)
            {
                sum += line[at] * right[at];
            }

            _basic[row] = sum;
        }
    }

    private int Leaving()
    {
        var (chosen, most) = (-1, Feasible);
        for (var row = 0; row < _rows; row++)
        {
            var of = _head[row];
            var off = Math.Max(Lower[of] - _basic[row], _basic[row] - Upper[of]) / (1 + Math.Min(1e3, Math.Abs(Lower[of])));
            if (off > most)
            {
                (chosen, most) = (row, off);
            }
        }

        return chosen;
    }

    private void ComputeRow(int leaving)
    {
        var line = _inverse.AsSpan(leaving * _rows, _rows);
        for (var column = 0; column < _structural; column++)
        {
            var sum = 0.0;
            if (_place[column] < 0)
            {
                foreach (var (row, value) in _columns[column])
                {
                    sum += line[row] * value;
                }
            }

            _alpha[column] = sum;
        }

        for (var row = 0; row < _rows; row++)
        {
            _alpha[_structural + row] = _place[_structural + row] < 0 ? line[row] : 0;
        }
    }

    private int Entering(bool up)
    {
        var (chosen, least, size) = (-1, double.PositiveInfinity, 0.0);
        for (var column = 0; column < _alpha.Length; column++)
        {
            var alpha = up ? -_alpha[column] : _alpha[column];
            if (_place[column] >= 0 || Lower[column] == Upper[column] || Math.Abs(alpha) < Pivot || (alpha > 0) == _atUpper[column])
            {
                continue;
            }

            var ratio = Math.Abs(_reduced[column]) / Math.Abs(alpha);
            if (ratio < least - 1e-9 || (ratio <= least + 1e-9 && Math.Abs(alpha) > size))
            {
                (chosen, least, size) = (column, Math.Min(ratio, least), Math.Abs(alpha));
            }
        }

        return chosen;
    }

    private void Exchange(int leaving, int entering, bool up)
    {
        var gone = _head[leaving];
        var pivot = _alpha[entering];
        ComputeColumn(entering);
        var target = up ? Lower[gone] : Upper[gone];
        var step = (_basic[leaving] - target) / pivot;
        for (var row = 0; row < _rows; row++)
        {
            _basic[row] -= step * _column[row];
        }

        var value = ValueOf(entering) + step;
        var dual = _reduced[entering] / pivot;
        for (var column = 0; column < _alpha.Length; column++)
        {
            if (_place[column] < 0)
            {
                _reduced[column] -= dual * _alpha[column];
            }
        }

        (_reduced[gone], _reduced[entering]) = (-dual, 0);
        (_atUpper[gone], _place[gone], _place[entering], _head[leaving]) = (!up, -1, leaving, entering);
        _basic[leaving] = value;
        UpdateInverse(leaving, pivot);
    }

    private void ComputeColumn(int entering)
    {
        for (var row = 0; row < _rows; row++)
        {
            var line = _inverse.AsSpan(row * _rows, _rows);
            var sum = 0.0;
            if (entering >= _structural)
            {
                sum = line[entering - _structural];
            }
            else
            {
                foreach (var (at, value) in _columns[entering])
                {
                    sum += line[at] * value;
                }
            }

            _column[row] = sum;
        }
    }

    private void UpdateInverse(int leaving, double pivot)
    {
        var line = _inverse.AsSpan(leaving * _rows, _rows);
        for (var at = 0; at < _rows; at++)
        {
            line[at] /= pivot;
        }

        for (var row = 0; row < _rows; row++)
        {
            if (row == leaving || _column[row] == 0)
            {
                continue;
            }

            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(line, -_column[row], _inverse.AsSpan(row * _rows, _rows), _inverse.AsSpan(row * _rows, _rows));
        }
    }
}
