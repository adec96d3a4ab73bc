# Sets Caldesk up for work on it and measures its speed; arguments go to tests/benchmarks.
. (Join-Path $PSScriptRoot 'setup.ps1')
Set-Up test
$ErrorActionPreference = 'Continue'
Set-Location $root
& $venvPython -m tests.benchmarks @args
exit $LASTEXITCODE
