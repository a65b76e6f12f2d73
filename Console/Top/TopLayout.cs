namespace Krewe.Commands.Top;

/// <summary>Shares the rows of the terminal among the sections.</summary>
internal static class TopLayout
{
    /// <summary>Rows of a section that show nothing of it: a blank one and the heading.</summary>
    public const int Heading = 2;

    /// <summary>A section with less room than this is left out.</summary>
    public const int LeastSection = Heading + 1;

    private const int LowestWithMoves = LeastSection * 5;

    /// <summary>
    /// Room for each section, its heading included. When not all fits, models have half of it, devices come next, and silos have what is
    /// left; what one does not need goes to the others in the same order.
    /// </summary>
    /// <param name="room">Rows in all.</param>
    /// <param name="devices">Rows of the devices with their heading.</param>
    /// <param name="models">The same of the models.</param>
    /// <param name="silos">The same of the silos.</param>
    public static (int Devices, int Models, int Silos) Share(int room, int devices, int models, int silos)
    {
        // Each has a blank row above its heading; one without rows is not shown.
        var (wantDevices, wantModels, wantSilos) = (Want(devices), Want(models), Want(silos));
        if ((long)wantDevices + wantModels + wantSilos <= room)
        {
            return (wantDevices, wantModels, wantSilos);
        }

        var forModels = AtLeast(Math.Min(wantModels, Math.Max(room / 2, LeastSection)), room);
        var forSilos = AtLeast(Math.Min(wantSilos, Math.Max(room / 6, LeastSection)), room - forModels - Math.Min(wantDevices, LeastSection));
        var forDevices = AtLeast(wantDevices, room - forModels - forSilos);
        forModels = AtLeast(wantModels, room - forDevices - forSilos);
        forDevices = AtLeast(wantDevices, room - forModels - forSilos);
        forSilos = AtLeast(wantSilos, room - forModels - forDevices);
        return (forDevices, forModels, forSilos);
    }

    /// <summary>Room for what moves, where anything does: a fifth at most, and nothing of a terminal so low that it would crowd out the models.</summary>
    /// <param name="room">Rows in all.</param>
    /// <param name="moves">Rows of the moves with their heading.</param>
    public static int OfMoves(int room, int moves) => moves <= 1 || room < LowestWithMoves ? 0 : Math.Min(moves + 1, room / 5);

    private static int Want(int rows) => rows <= 1 ? 0 : rows + 1;

    /// <summary>As much as wanted where that much is there; nothing where a section makes no sense.</summary>
    private static int AtLeast(int wanted, int there) => Math.Min(wanted, there) is var room and >= LeastSection ? room : 0;
}
