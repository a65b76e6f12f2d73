using Krewe.Errors;
using Krewe.Machines;
using Krewe.Silo.Machines;
using Krewe.Specs.Machines;
using Krewe.Testing.Processes;

namespace Krewe.Silo.Tests.Machines;

/// <summary>Machines by programs: real ones of a few lines of shell, on files.</summary>
public sealed class CommandMachinesTests : IDisposable
{
    private static readonly MachineOrder Order = new(
        "big-7",
        "default",
        new MachineOffer { Group = "big", Region = "eu", CpuMillicores = 1_500, MemoryBytes = 1 << 30, Cost = new MachineCost(PurchaseType.Spot, 2, 0.1) });

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Add_List_Remove_GoThroughThePrograms()
    {
        var machines = Of("mkdir -p d; echo \"$MACHINE_GROUP $MACHINE_REGION $MACHINE_POOL $MACHINE_PURCHASE $MACHINE_CPU\" > d/$2", "ls d 2>/dev/null || true", "rm -f d/$2");
        Assert.Empty(await machines.ListAsync(default));
        await machines.AddAsync(Order, default);
        await machines.AddAsync(Order, default);

        Assert.Equal([new SeenMachine("big-7")], (await machines.ListAsync(default)).AsEnumerable());
        Assert.Equal("big eu default spot 1.5\n", File.ReadAllText(_directory.File("d/big-7")));
        await machines.RemoveAsync("big-7", default);
        await machines.RemoveAsync("big-7", default);
        Assert.Empty(await machines.ListAsync(default));
    }

    [Fact]
    public async Task List_EndsIn_IsANotice() => Assert.Equal(
        [new SeenMachine("a-1"), new SeenMachine("a-2", TimeSpan.FromSeconds(118.5))],
        (await Of("true", "printf 'a-1\\n\\n  a-2   ends-in 118.5\\n'", "true").ListAsync(default)).AsEnumerable());

    [Theory]
    [InlineData("echo no quota >&2; exit 3", "ended with 3: no quota")]
    [InlineData("echo a-1 running", "valid lines")]
    [InlineData("echo a-1 ends-in soon", "valid lines")]
    [InlineData("sleep 60", "took longer than 0.3 s")]
    public async Task List_Fails_SaysHow(string script, string says)
    {
        var problem = (await Assert.ThrowsAsync<KreweException>(() => Of("true", script, "true", timeout: script.StartsWith("sleep", StringComparison.Ordinal) ? 0.3 : 60).ListAsync(default))).Problem;

        Assert.Equal(ErrorCodes.MachineProvider, problem.Code);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_Missing_SaysSo()
    {
        var machines = new CommandMachines(new MachineProviderSpec { List = [_directory.File("missing")] }, TimeProvider.System);
        Assert.Contains("could not be started", (await Assert.ThrowsAsync<KreweException>(() => machines.ListAsync(default))).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private CommandMachines Of(string add, string list, string remove, double timeout = 60)
    {
        var script = _directory.File("machines.sh");
        File.WriteAllText(script, $"cd '{_directory.Path}'\ncase $1 in\nadd) {add} ;;\nlist) {list} ;;\nremove) {remove} ;;\nesac\n");
        return new CommandMachines(
            new MachineProviderSpec { Add = ["/bin/sh", script, "add"], List = ["/bin/sh", script, "list"], Remove = ["/bin/sh", script, "remove"], Timeout = TimeSpan.FromSeconds(timeout) },
            TimeProvider.System);
    }
}
