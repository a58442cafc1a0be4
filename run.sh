#!/usr/bin/env bash
# ./run.sh              run every scenario in scenarios/
# ./run.sh ARGS         run `plsim ARGS`
# ./run.sh test ARGS    run all tests; the last line is "N passed, N failed, N skipped"
# ./run.sh bench ARGS   run the benchmarks
# Builds first when a source is newer than the last build. Relative paths in ARGS are relative to where you are.
set -euo pipefail

# follow FILE: where the links end that FILE may be.
follow() {
    local file="$1" link
    while [[ -L "$file" ]]; do
        link="$(readlink "$file")"
        [[ "$link" == /* ]] && file="$link" || file="${file%"${file##*/}"}$link"
    done
    printf '%s' "$file"
}

script="$(follow "${BASH_SOURCE[0]}")"
root="$(cd "${script%"${script##*/}"}." && pwd -P)"
output="$root/src/PrivateLinkSim.Host/bin/Release/net10.0"
plsim="$output/plsim"
stamp="$root/src/PrivateLinkSim.Host/obj/run.stamp"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1

# A program that was built finds its runtime by itself only in the usual places.
if [[ -z "${DOTNET_ROOT:-}" ]] && dotnet="$(command -v dotnet)"; then
    dotnet="$(follow "$dotnet")"
    export DOTNET_ROOT="${dotnet%/*}"
fi

# Is a source newer than the last build? A directory counts too: it is newer when a file in it was removed.
stale() {
    [[ -x "$plsim" && -e "$stamp" ]] || return 0
    local inputs=() path
    for path in src hocon scenarios/scenario.schema.json Directory.Build.props Directory.Packages.props global.json .editorconfig; do
        [[ -e "$root/$path" ]] && inputs+=("$root/$path")
    done
    [[ -n "$(find "${inputs[@]}" \( -name bin -o -name obj \) -prune -o -newer "$stamp" -print -quit)" ]]
}

# build WHAT: quiet unless it fails.
build() {
    command -v dotnet >/dev/null || { echo "run.sh: the .NET SDK is missing; global.json names the version" >&2; exit 5; }
    local project log
    for project in "$root"/src/*/; do mkdir -p "${project}bin" "${project}obj"; done
    log="$root/src/PrivateLinkSim.Host/obj/run.log"
    (cd "$root" && dotnet build "$1" -c Release -v quiet </dev/null >"$log" 2>&1) || { cat "$log" >&2; echo "run.sh: the build failed" >&2; return 1; }
}

build_host() {
    if [[ ! -e "$stamp" ]]; then echo "building plsim, this happens once ..." >&2; fi
    mkdir -p "${stamp%/*}"
    : >"$stamp.new"
    build src/PrivateLinkSim.Host || exit 70
    mv "$stamp.new" "$stamp"
}

run_tests() {
    local results="$root/artifacts/test-results" code=0
    rm -rf "$results"
    build PrivateLinkSim.sln || { echo "0 passed, 0 failed, 0 skipped"; return 1; }
    cd "$root"
    dotnet test PrivateLinkSim.sln -c Release --no-build -m:1 -v quiet --logger trx --results-directory "$results" "$@" </dev/null || code=$?
    mkdir -p "$results"
    find "$results" -name '*.trx' -exec cat {} + | tr '>' '\n' | awk '
        function count(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
        /<Counters / { total += count("total"); passed += count("passed"); ran += count("executed") }
        END { printf "%d passed, %d failed, %d skipped\n", passed, ran - passed, total - ran; exit ran > passed }' || code=1
    return "$code"
}

case "${1:-}" in
    test)
        shift
        run_tests "$@"
        ;;
    bench)
        shift
        build tests/PrivateLinkSim.Benchmarks || exit 1
        cd "$root"
        exec dotnet run --project tests/PrivateLinkSim.Benchmarks -c Release --no-build -- "$@"
        ;;
    "")
        if stale; then build_host; fi
        cd "$root"
        exec "$plsim" run scenarios
        ;;
    *)
        if stale; then build_host; fi
        exec "$plsim" "$@"
        ;;
esac
