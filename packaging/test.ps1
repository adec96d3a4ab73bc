# Sets Caldesk up for work on it and checks everything: lint, format, types, import contracts, all tests.
#   packaging\test.ps1           all of it
#   packaging\test.ps1 --fast    without tests/e2e
#   packaging\test.ps1 -- ARGS   only pytest, with these arguments
. (Join-Path $PSScriptRoot 'setup.ps1')
Set-Up test
$ErrorActionPreference = 'Continue'
Set-Location $root
$env:QT_QPA_PLATFORM = 'offscreen'

$failed = @()
function Invoke-Check([string] $tool, [string[]] $arguments) {
    Write-Host "== $tool $arguments"
    & (Join-Path $venv "Scripts\$tool.exe") @arguments | Out-Host
    if ($LASTEXITCODE -ne 0) { $script:failed += "$tool $arguments".Trim() }
}

$pytest = @($args | Where-Object { $_ -notin '--', '--fast' })
if ($args.Count -eq 0 -or $args[0] -eq '--fast') {
    Invoke-Check ruff @('check', '.')
    Invoke-Check ruff @('format', '--check', '.')
    Invoke-Check mypy @()
    Invoke-Check lint-imports @()
    if ($args.Count -gt 0) { $pytest += '--ignore=tests/e2e' }
}
& $venvPython -m pytest -n 2 @pytest
$status = $LASTEXITCODE
if ($failed) { Stop-Setup "Before the tests these failed: $($failed -join ', ')" }
exit $status
