#!/usr/bin/env pwsh
# ./run.ps1              run every scenario in scenarios/
# ./run.ps1 ARGS         run `plsim ARGS`
# ./run.ps1 test ARGS    run all tests; the last line is "N passed, N failed, N skipped"
# ./run.ps1 bench ARGS   run the benchmarks
# Builds first when a source is newer than the last build. Relative paths in ARGS are relative to where you are.
# The twin of run.sh: change both.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

$root = $PSScriptRoot
$output = Join-Path $root 'src/PrivateLinkSim.Host/bin/Release/net10.0'
$plsim = Join-Path $output ($env:OS -eq 'Windows_NT' ? 'plsim.exe' : 'plsim')
$stamp = Join-Path $root 'src/PrivateLinkSim.Host/obj/run.stamp'
$env:DOTNET_NOLOGO = '1'; $env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'; $env:DOTNET_CLI_UI_LANGUAGE = 'en'; $env:MSBUILDDISABLENODEREUSE = '1'
$rest = @($args | Select-Object -Skip 1)

# A program that was built finds its runtime by itself only in the usual places.
$dotnet = Get-Command dotnet -CommandType Application -ErrorAction Ignore | Select-Object -First 1
if (-not $env:DOTNET_ROOT -and $dotnet) {
    $file = Get-Item $dotnet.Source
    $target = $file.ResolveLinkTarget($true)
    $env:DOTNET_ROOT = Split-Path ($target ? $target.FullName : $file.FullName)
}

# Everything below a directory, without what a build writes.
function Get-Inputs($item) {
    if ($item.Name -in 'bin', 'obj') { return }
    $item
    if ($item.PSIsContainer) { foreach ($child in Get-ChildItem $item.FullName -Force) { Get-Inputs $child } }
}

# Is a source newer than the last build? A directory counts too: it is newer when a file in it was removed.
function Test-Stale {
    if (-not ((Test-Path $plsim) -and (Test-Path $stamp))) { return $true }
    $built = (Get-Item $stamp).LastWriteTimeUtc
    foreach ($path in 'src', 'hocon', 'scenarios/scenario.schema.json', 'Directory.Build.props', 'Directory.Packages.props', 'global.json', '.editorconfig') {
        $full = Join-Path $root $path
        if (-not (Test-Path $full)) { continue }
        if (Get-Inputs (Get-Item $full -Force) | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1) { return $true }
    }
    return $false
}

# Invoke-Build WHAT: quiet unless it fails.
function Invoke-Build($what) {
    if (-not $dotnet) { [Console]::Error.WriteLine('run.ps1: the .NET SDK is missing; global.json names the version'); exit 5 }
    foreach ($project in Get-ChildItem (Join-Path $root 'src') -Directory) {
        foreach ($name in 'bin', 'obj') { New-Item -ItemType Directory -Force (Join-Path $project.FullName $name) | Out-Null }
    }
    Push-Location $root
    try { $log = & dotnet build $what -c Release -v quiet 2>&1 } finally { Pop-Location }
    if ($LASTEXITCODE -eq 0) { return $true }
    $log | ForEach-Object { [Console]::Error.WriteLine("$_") }
    [Console]::Error.WriteLine('run.ps1: the build failed')
    return $false
}

function Invoke-HostBuild {
    if (-not (Test-Path $stamp)) { [Console]::Error.WriteLine('building plsim, this happens once ...') }
    New-Item -ItemType Directory -Force (Split-Path $stamp) | Out-Null
    New-Item -ItemType File -Force "$stamp.new" | Out-Null
    if (-not (Invoke-Build 'src/PrivateLinkSim.Host')) { exit 70 }
    Move-Item -Force "$stamp.new" $stamp
}

function Invoke-Tests($options) {
    $results = Join-Path $root 'artifacts/test-results'
    $code = 0; $total = 0; $passed = 0; $ran = 0
    if (Test-Path $results) { Remove-Item -Recurse -Force $results }
    if (-not (Invoke-Build 'PrivateLinkSim.sln')) { Write-Host '0 passed, 0 failed, 0 skipped'; exit 1 }
    Set-Location $root
    & dotnet test PrivateLinkSim.sln -c Release --no-build -m:1 -v quiet --logger trx --results-directory $results @options | Out-Host
    $code = $LASTEXITCODE
    New-Item -ItemType Directory -Force $results | Out-Null
    foreach ($file in Get-ChildItem $results -Recurse -Filter *.trx) {
        $counters = ([xml](Get-Content -Raw $file.FullName)).TestRun.ResultSummary.Counters
        $total += [int]$counters.total; $passed += [int]$counters.passed; $ran += [int]$counters.executed
    }
    Write-Host "$passed passed, $($ran - $passed) failed, $($total - $ran) skipped"
    if ($ran -gt $passed) { $code = 1 }
    exit $code
}

$verb = if ($args.Count -gt 0) { $args[0] } else { '' }
switch -CaseSensitive ($verb) {
    'test' {
        Invoke-Tests $rest
    }
    'bench' {
        if (-not (Invoke-Build 'tests/PrivateLinkSim.Benchmarks')) { exit 1 }
        Push-Location $root
        try { & dotnet run --project tests/PrivateLinkSim.Benchmarks -c Release --no-build -- @rest } finally { Pop-Location }
        exit $LASTEXITCODE
    }
    '' {
        if (Test-Stale) { Invoke-HostBuild }
        Push-Location $root
        try { & $plsim run scenarios } finally { Pop-Location }
        exit $LASTEXITCODE
    }
    default {
        if (Test-Stale) { Invoke-HostBuild }
        & $plsim @args
        exit $LASTEXITCODE
    }
}
