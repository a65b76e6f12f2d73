using System.Runtime.InteropServices;
using System.Text;

namespace Krewe.Nvml.Tests.Support;

/// <summary>
/// The fake library, opened from a copy of its own so that tests beside it have other devices. It ends by asserting that nothing was done that
/// would have crashed the real one.
/// </summary>
public sealed unsafe class FakeNvml : IDisposable
{
    private readonly string _folder;
    private readonly nint _file;
    private readonly List<NvmlLibrary> _libraries = [];

    public FakeNvml(string scenario, string flavour = "")
    {
        _folder = Directory.CreateTempSubdirectory("krewe-nvml-").FullName;
        Path = System.IO.Path.Combine(_folder, "libnvidia-ml.so.1");
        File.Copy(System.IO.Path.Combine(FakeFactAttribute.Folder, flavour, "libnvidia-ml.so.1"), Path);
        _file = NativeLibrary.Load(Path);
        Load(scenario);
    }

    public string Path { get; }

    public int Alive => ((delegate* unmanaged<int>)Export("fake_nvml_alive"))();

    public int Inits => ((delegate* unmanaged<int>)Export("fake_nvml_inits"))();

    public int InFlight => ((delegate* unmanaged<int>)Export("fake_nvml_in_flight"))();

    public ulong Breaches => ((delegate* unmanaged<ulong>)Export("fake_nvml_breaches"))();

    public IReadOnlyList<string> Functions
    {
        get
        {
            var count = ((delegate* unmanaged<int>)Export("fake_nvml_functions"))();
            var name = (delegate* unmanaged<int, nint>)Export("fake_nvml_function");
            return [.. Enumerable.Range(0, count).Select(i => Marshal.PtrToStringUTF8(name(i))!)];
        }
    }

    public NvmlLoadOptions Options => new() { Path = Path };

    public NvmlLibrary Open()
    {
        var library = NvmlLibrary.Load(Options);
        _libraries.Add(library);
        return library;
    }

    /// <summary>Changes what the scenario says, and leaves the rest.</summary>
    public void Load(string lines)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(lines + '\0'))
        {
            var wrong = ((delegate* unmanaged<byte*, int>)Export("fake_nvml_load"))(text);
            Assert.True(wrong == 0, $"line {wrong} of the scenario is not understood: {lines}");
        }
    }

    public void Advance(TimeSpan time) => ((delegate* unmanaged<ulong, void>)Export("fake_nvml_advance"))((ulong)time.TotalMicroseconds);

    public ulong Calls(string function)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(function + '\0'))
        {
            return ((delegate* unmanaged<byte*, ulong>)Export("fake_nvml_calls"))(text);
        }
    }

    public void Post(int gpu, NvmlEventTypes type, ulong data, uint gi = uint.MaxValue, uint ci = uint.MaxValue) =>
        ((delegate* unmanaged<int, ulong, ulong, uint, uint, void>)Export("fake_nvml_event"))(gpu, (ulong)type, data, gi, ci);

    public void PostSystem(NvmlSystemEventTypes type, uint gpu) =>
        ((delegate* unmanaged<ulong, uint, void>)Export("fake_nvml_system_event"))((ulong)type, gpu);

    public void Dispose()
    {
        foreach (var library in _libraries)
        {
            library.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
        Assert.Equal(0UL, Breaches);
    }

    private nint Export(string name) => NativeLibrary.GetExport(_file, name);
}
