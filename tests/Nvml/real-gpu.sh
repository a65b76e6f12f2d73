#!/bin/sh
# Tries the binding on the NVIDIA card of this machine and prints a report: name, driver, every function's code and latency. Changes nothing on the card.
# It needs the published test build and the .NET runtime only:
#     dotnet publish tests/Nvml -c Release -o nvml-tests    # where the SDK is
#     nvml-tests/real-gpu.sh                                # where the card is
# DOTNET says where the runtime is when it is not on the PATH; NVML_TESTS says where the build is when it is not beside this script.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
KREWE_NVML=real exec "${DOTNET:-dotnet}" "${NVML_TESTS:-$here}/Krewe.Nvml.Tests.dll"
