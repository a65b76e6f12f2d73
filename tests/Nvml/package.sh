#!/bin/sh
# Shows that the binding is usable alone: packs it, takes the package into a program of its own outside of this repository, publishes that with NativeAOT and runs
# it on the fake of NVIDIA's library. Needs the SDK, gcc, and a built tests/Nvml; takes about a minute. Not part of the ordinary tests.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
fake=${1:-$root/tests/Nvml/bin/Release/net10.0/fake}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet pack "$root/Nvml" -c Release -v q -o "$work/packages"
version=$(basename "$work"/packages/Krewe.Nvml.*.nupkg .nupkg | sed 's/^Krewe.Nvml.//')
cat > "$work/Alone.csproj" <<END
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <PublishAot>true</PublishAot>
    <InvariantGlobalization>true</InvariantGlobalization>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <RestorePackagesPath>$work/restored</RestorePackagesPath>
    <RestoreAdditionalProjectSources>$work/packages</RestoreAdditionalProjectSources>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Krewe.Nvml" Version="$version" />
  </ItemGroup>
</Project>
END
cat > "$work/Program.cs" <<'END'
using Krewe.Nvml;

using var poller = new NvmlPoller(new NvmlPollerOptions { FastPeriod = TimeSpan.FromMilliseconds(50) });
using var round = new CountdownEvent(3);
poller.RoundFinished += _ => { if (!round.IsSet) round.Signal(); };
poller.Start();
round.Wait(TimeSpan.FromSeconds(30));
var all = poller.Read();
foreach (var one in all)
{
    Console.WriteLine($"{one.Identity.Name} {one.Identity.Uuid} {one.PowerWatts} W {one.TemperatureCelsius} C {one.MemoryTotalBytes >> 20} MiB");
}

return poller.Status.State == NvmlPollerState.Running && all.Length == 2 && all[0].PowerWatts == 70 ? 0 : 1;
END
dotnet publish "$work/Alone.csproj" -c Release -v q -o "$work/out"
printf 'strict = 1\ngpu.0.like = h100\ngpu.1.like = t4\n' > "$work/scenario"
LD_LIBRARY_PATH="$fake" NVML_FAKE_SCENARIO="$work/scenario" "$work/out/Alone"
echo "Krewe.Nvml $version: packed, published with NativeAOT ($(stat -c %s "$work/out/Alone") bytes), run on the fake"
