# The set-up that run.ps1, test.ps1, bench.ps1 and build.ps1 share on Windows: a private virtual environment from a lock
# with hashes, in .venv or in the folder given. Windows brings every library that Qt needs. Works in PowerShell 5.1 and
# newer.
param([string] $venvFolder = '.venv')

$ErrorActionPreference = 'Stop'
$here = $PSScriptRoot
$root = Split-Path -Parent $here
$venv = Join-Path $root $venvFolder
$stamp = Join-Path $venv '.set-up'      # what was installed; written last
$unfinished = Join-Path $venv '.begun'  # there while pip works: what an interrupted set-up left is not trusted
$log = Join-Path $venv 'set-up.log'
$venvPython = Join-Path $venv 'Scripts\python.exe'
Remove-Item Env:PYTHONHOME, Env:PYTHONPATH -ErrorAction SilentlyContinue

function Stop-Setup([string] $sentence) {
    [Console]::Error.WriteLine($sentence)
    exit 1
}

# Runs a program with all its output in the log; true when it succeeded.
function Invoke-Logged([string] $program, [string[]] $arguments) {
    $ErrorActionPreference = 'Continue' # 5.1 takes a line on stderr for an error
    & $program @arguments *> $log
    return $LASTEXITCODE -eq 0
}

# True when the program is a Python that Caldesk can use, and the condition holds in it.
function Test-Python([string] $program, [string[]] $arguments, [string] $condition) {
    $ErrorActionPreference = 'Continue'
    if (-not (Get-Command $program -ErrorAction SilentlyContinue)) { return $false }
    & $program @arguments -c "import sys; sys.exit(not ((3, 11) <= sys.version_info < (3, 15) and $condition))" *> $null
    return $LASTEXITCODE -eq 0
}

function Get-WantedStamp([string] $kind) {
    $files = @("$root\pyproject.toml", "$here\setup.ps1") + (Get-ChildItem "$here\requirements*.lock").FullName
    $sums = $files | ForEach-Object { (Get-FileHash $_).Hash + ' ' + $_ }
    return (@($kind) + $sums) -join "`n"
}

function Test-SetUp([string] $kind) {
    if (-not (Test-Path $stamp) -or (Test-Path $unfinished) -or -not (Test-Path $venvPython)) { return $false }
    $found = [IO.File]::ReadAllText($stamp)
    if ($found -eq (Get-WantedStamp $kind)) { return $true }
    return ($kind -eq 'run') -and ($found -eq (Get-WantedStamp 'test')) # it holds the program's packages too
}

# After a move the programs in .venv still name the old place; without its Python nothing works.
function Test-Venv {
    if (Test-Path $unfinished) { return $false }
    if ((Test-Path $stamp) -and -not [IO.File]::ReadAllText($stamp).Contains(" $root\pyproject.toml")) { return $false }
    return Test-Python $venvPython @() "__import__('pip')"
}

function New-Venv {
    if (Test-Venv) {
        New-Item -ItemType File $unfinished | Out-Null
        return
    }
    $python = Find-Python
    if (Test-Path $venv) { Remove-Item -Recurse -Force $venv }
    New-Item -ItemType Directory -Force $venv | Out-Null
    New-Item -ItemType File $unfinished | Out-Null
    if (-not (Invoke-Logged $python.Program ($python.Arguments + @('-m', 'venv', $venv)))) {
        Stop-Setup "The virtual environment could not be made; the reason is in $log."
    }
}

function Find-Python {
    foreach ($version in '-3', '-3.14', '-3.13', '-3.12', '-3.11') { # of the launcher
        if (Test-Python 'py' @($version) 'True') { return @{ Program = 'py'; Arguments = @($version) } }
    }
    if (Test-Python 'python' @() 'True') { return @{ Program = 'python'; Arguments = @() } }
    Stop-Setup 'Caldesk needs Python 3.11 to 3.14 and found none; run: winget install Python.Python.3.13'
}

function Install-Packages([string[]] $arguments) {
    if (Invoke-Logged $venvPython (@('-m', 'pip', 'install', '--no-input') + $arguments)) { return }
    $reason = Select-String -Path $log -Pattern '^error' | Select-Object -Last 1 -ExpandProperty Line
    Stop-Setup "Caldesk needs its Python packages and pip could not install them ($reason); look at the network and run this again (the full account is in $log)."
}

# Set-Up run|test|build
function Set-Up([string] $kind) {
    if (Test-SetUp $kind) { return }
    New-Venv
    $lock = @{ run = 'requirements.lock'; test = 'requirements-dev.lock'; build = 'requirements-build.lock' }[$kind]
    Write-Host "Installing Python packages into $venv (some 300 MB to download, the first time only)."
    Install-Packages @('--no-deps', '--only-binary', ':all:', '--require-hashes', '--requirement', (Join-Path $here $lock))
    if ($kind -ne 'build') { # a build installs its wheel
        Install-Packages @('--no-deps', '--no-build-isolation', '--editable', $root)
    }
    Remove-Item $unfinished
    [IO.File]::WriteAllText($stamp, (Get-WantedStamp $kind))
}
