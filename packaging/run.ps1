# Sets Caldesk up where needed and starts it: on the practice site, or with the arguments given.
. (Join-Path $PSScriptRoot 'setup.ps1')
Set-Up run
$ErrorActionPreference = 'Continue' # words on stderr are no failure
$command = if ($args.Count -gt 0) { $args } else { @('practice') }
& (Join-Path $venv 'Scripts\caldesk.exe') @command
exit $LASTEXITCODE
