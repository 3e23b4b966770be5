#!/usr/bin/env bash
# Decides where torch comes from, installs what is missing, and writes the choice to torch.props.

set -euo pipefail

usage() {
    cat <<'END'
Usage: ./setup.sh [options]

Decides where torch comes from and installs what is missing. It can be run again at any time.

  --provider nuget    TorchSharp and libtorch from the package feed
  --provider system   the distribution's libtorch (Linux)
  --provider auto     ask the package feed; the default, unless system was chosen before
  --libtorch DIR      another libtorch: a folder with include/ and lib/
  --libtorch PYTHON   the libtorch inside this Python's torch, 1.13 or newer, CPU or CUDA
  --tests             also install the Python torch that the tests compare with
  --help              this text
END
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
props=$root/torch.props

say() { printf '%-8s%s\n' "$1" "$2"; }

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

wrong_call() {
    echo "$1 ./setup.sh --help lists the options." >&2
    exit 2
}

provider='' libtorch='' tests=''
while [ $# -gt 0 ]; do
    case $1 in
        --provider | --libtorch)
            [ -n "${2-}" ] || wrong_call "$1 needs a value."
            if [ "$1" = --provider ]; then provider=$2; else libtorch=$2; fi
            shift
            ;;
        --provider=*) provider=${1#*=} ;;
        --libtorch=*) libtorch=${1#*=} ;;
        --tests) tests=yes ;;
        -h | --help)
            usage
            exit
            ;;
        *) wrong_call "Unknown option $1." ;;
    esac
    shift
done
case $provider in
    '' | auto | nuget | system) ;;
    *) wrong_call "Unknown provider $provider." ;;
esac
case ${libtorch:+$provider} in
    '' | system) ;;
    *) wrong_call "--libtorch goes with --provider system." ;;
esac

# ---------------------------------------------------------------- which provider

# What an earlier run wrote.
earlier() {
    if [ -f "$props" ]; then sed -n "s|.*<$1>\(.*\)</$1>.*|\1|p" "$props"; fi
}

# Says why the packages cannot come from the feed; nothing if they can. Only a restore knows all sources, their
# credentials and what is already here. PackageDownload takes the packages without what they depend on, so that
# libtorch itself, which is large, stays where it is.
feed_lacks() {
    local output
    mkdir -p "$root/obj"
    folder=$(mktemp -d "$root/obj/setup.XXXXXX")
    trap 'rm -rf "$folder" && rmdir "$root/obj" 2>/dev/null' EXIT
    {
        echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>'
        sed -nE 's/.*Include="(TorchSharp|libtorch-cpu|ScottPlot)" Version="([^"]*)".*/<PackageDownload Include="\1" Version="[\2]" \/>/p' \
            "$root/Directory.Packages.props"
        echo '</ItemGroup></Project>'
    } >"$folder/feed.csproj"
    # Two attempts, so that a feed out of reach is known to be so within seconds.
    output=$(NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT=2 dotnet restore "$folder/feed.csproj" \
        -p:ImportDirectoryBuildProps=false -p:ImportDirectoryBuildTargets=false \
        -p:ImportDirectoryPackagesProps=false 2>&1) && output=''
    case $output in
        '') ;;
        *NU1301*) echo "the package feed cannot be reached" ;;
        *NU110[123]*)
            output=$(sed -nE 's/.*NU110[123]//p' <<<"$output" | grep -oE 'TorchSharp|libtorch-cpu|ScottPlot' | LC_ALL=C sort -u | xargs)
            echo "the package feed lacks ${output// /, }"
            ;;
        *) echo "the package feed failed ($(grep -m 1 -oE 'NU[0-9]+: .*|error.*' <<<"$output"))" ;;
    esac
}

{ dotnet --list-sdks 2>/dev/null || true; } | grep -qE '^[1-9][0-9]\.' ||
    fail "The .NET SDK 10 is missing: https://dotnet.microsoft.com/download, then ./setup.sh again."

linux=''
[ "$(uname -s)" != Linux ] || linux=yes
machine=$(uname -m)

why='' again=''
if [ -n "$libtorch" ]; then
    provider=system why="as you chose"
elif [ "$provider" = nuget ] || [ "$provider" = system ]; then
    why="as you chose"
elif [ -z "$provider" ] && [ "$(earlier TorchProvider)" = system ]; then
    provider=system why="as before; --provider auto asks the package feed again" again=yes
elif [ -n "$linux" ] && [ "$machine" != x86_64 ]; then
    provider=system why="there is no libtorch package for Linux on $machine"
else
    why=$(feed_lacks)
    if [ -z "$why" ]; then
        provider=nuget why="the package feed has them"
    elif [ -n "$linux" ]; then
        provider=system
    else
        fail "Here torch can only come from packages, and $why."
    fi
fi
[ "$provider" = nuget ] || [ -n "$linux" ] || fail "The provider system is for Linux; elsewhere it is nuget."

# ---------------------------------------------------------------- torch.props

# Takes name=value. An unchanged file keeps its time, so that builds stay incremental.
write_props() {
    local text property
    text=$'<Project>\n  <!-- Written by setup.sh. -->\n  <PropertyGroup>\n'
    for property; do
        text+="    <${property%%=*}>${property#*=}</${property%%=*}>"$'\n'
    done
    text+=$'  </PropertyGroup>\n</Project>'
    if [ ! -f "$props" ] || [ "$text" != "$(cat "$props")" ]; then
        printf '%s\n' "$text" >"$props.$$"
        mv -f "$props.$$" "$props"
    fi
}

next='dotnet run --project src/Examples -- linear'

if [ "$provider" = nuget ]; then
    write_props TorchProvider=nuget
    say torch "nuget: the packages TorchSharp and libtorch-cpu"
    say why "$why"
    [ -z "$tests" ] || say tests "python3 -m pip install torch==2.5.1 gives the PyTorch to compare with"
    say next "$next"
    exit
fi

# ---------------------------------------------------------------- system: which libtorch

include='' lib='' python=/usr/bin/python3

# In a folder with include/, Debian and Fedora keep the libraries elsewhere than in lib/.
look_in() {
    local folder
    include=$1/include lib=$1/lib
    for folder in "$1/lib/$machine-linux-gnu" "$1/lib64"; do
        if [ -e "$folder/libtorch_cpu.so" ]; then lib=$folder; fi
    done
}

version_header() {
    grep -ls 'define TORCH_VERSION_MAJOR' "$include/torch/headeronly/version.h" \
        "$include/torch/csrc/api/include/torch/version.h" "$include/torch/version.h" | head -n 1
}

has_libtorch() { [ -n "$(version_header)" ] && [ -e "$lib/libtorch_cpu.so" ] && [ -e "$lib/libc10.so" ]; }

# Where this Python's torch is; it is not imported, which would take seconds.
torch_of() {
    "$1" -c 'import importlib.util as u; s = u.find_spec("torch"); print(s.submodule_search_locations[0] if s else "")' 2>/dev/null
}

if [ -d "$libtorch" ]; then
    look_in "$(cd "$libtorch" && pwd)"
    has_libtorch || fail "No libtorch in $libtorch: it needs include/torch, lib/libtorch_cpu.so and lib/libc10.so."
elif [ -n "$libtorch" ]; then
    command -v "$libtorch" >/dev/null || fail "No such folder or Python: $libtorch"
    folder=$(torch_of "$libtorch") || fail "$libtorch is neither a folder nor a Python."
    [ -n "$folder" ] || fail "$libtorch has no torch: $libtorch -m pip install torch"
    python=$libtorch
    case $folder in
        /usr/lib/python3/dist-packages/*) look_in /usr ;;
        *) look_in "$folder" ;;
    esac
    [ "$include" = /usr/include ] || has_libtorch || fail "The torch in $folder has no libtorch with headers."
elif [ -n "$again" ]; then
    include=$(earlier LibtorchInclude) lib=$(earlier LibtorchLib)
    [ "$include" = /usr/include ] || has_libtorch || fail "The libtorch in $lib, chosen before, is gone." \
        "Name another with ./setup.sh --libtorch, or take the distribution's: ./setup.sh --provider system"
fi
if [ -z "$include" ] || [ "$include" = /usr/include ]; then look_in /usr; fi

# ---------------------------------------------------------------- system: what is missing

missing=''
if [ "$include" = /usr/include ]; then
    has_libtorch || missing+=' libtorch-dev'
    [ -z "$tests" ] || [ -n "$(torch_of "$python" || true)" ] || missing+=' python3-torch'
fi
cxx=${CXX:-g++}
command -v "${cxx%% *}" >/dev/null || command -v clang++ >/dev/null || command -v c++ >/dev/null || missing+=' g++'
command -v gnuplot >/dev/null || missing+=' gnuplot-nox'
command -v dot >/dev/null || missing+=' graphviz'

# Fails after saying what the person must do.
install() {
    local log sudo=''
    if ! command -v apt-get >/dev/null; then
        echo "Missing, by Debian's names:$missing. Install what your distribution calls them, then ./setup.sh again."
        case $missing in
            *torch*) echo "Instead of libtorch-dev, any Python's torch will do: ./setup.sh --libtorch PYTHON" ;;
        esac
        return 1
    fi
    [ "$(id -u)" = 0 ] || sudo=sudo
    if [ -z "$sudo" ] || command -v sudo >/dev/null; then
        say install "${missing# }, which can take some minutes"
        log=$(mktemp)
        # shellcheck disable=SC2086 # Several packages are several words, and no sudo is none.
        if { $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends $missing; } >"$log" 2>&1; then
            rm "$log"
            return
        fi
        cat "$log"
        rm "$log"
    fi
    echo "Run this as root, then ./setup.sh again:"
    echo "  apt-get update && apt-get install -y --no-install-recommends$missing"
    return 1
}

blocked=''
if [ -n "$missing" ]; then
    install >&2 || blocked=yes
    [ "$include" != /usr/include ] || look_in /usr
fi
if ! has_libtorch; then
    [ -n "$blocked" ] || echo "No libtorch in /usr/include and /usr/lib: name one with ./setup.sh --libtorch." >&2
    exit 1
fi

version=$(sed -nE 's/^#define TORCH_VERSION_(MAJOR|MINOR|PATCH) ([0-9]+).*/\2/p' "$(version_header)" | paste -sd.)
IFS=. read -r major minor _ <<<"$version"
[ $((major * 1000 + minor)) -ge 1013 ] ||
    fail "libtorch $version in $lib is too old, 1.13 is the oldest; name another with ./setup.sh --libtorch."

# With the old C++ ABI, c10's functions take their strings as Ss.
abi=1
! grep -q SourceLocationESs "$lib/libc10.so" || abi=0

write_props TorchProvider=system "LibtorchInclude=$include" "LibtorchLib=$lib" "LibtorchVersion=$version" "LibtorchCxx11Abi=$abi"
[ -z "$blocked" ] || exit 1

devices=CPU
[ ! -e "$lib/libtorch_cuda.so" ] || devices='CPU and CUDA'
say torch "system: libtorch $version, $devices, in $lib"
say why "$why"
say next "$next"
