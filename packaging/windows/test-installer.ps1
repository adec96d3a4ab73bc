# Tries the installer that packaging\build.ps1 made, silently, for this user and then for all users: installs it twice
# (the second time as an upgrade), runs commands and the tour, removes it, and looks for what is left.
# Needs an account that may install for all users. The user's data must survive the removal.
$ErrorActionPreference = 'Stop'
$dist = Join-Path (Split-Path -Parent (Split-Path -Parent $PSScriptRoot)) 'dist'
$setup = (Get-ChildItem "$dist\caldesk-*-setup.exe").FullName
$version = (Split-Path -Leaf $setup).Split('-')[1]
$silent = '/VERYSILENT', '/SUPPRESSMSGBOXES', '/NORESTART'

function Invoke-Checked([string] $program, [string[]] $arguments) {
    $process = Start-Process -FilePath $program -ArgumentList $arguments -Wait -PassThru
    if ($process.ExitCode -ne 0) { throw "$program $arguments ended with $($process.ExitCode)." }
}

function Assert-True($condition, [string] $sentence) { if (-not $condition) { throw $sentence } }

function Test-Installation([string] $scope, [string] $folder) {
    $data = Join-Path $env:LOCALAPPDATA 'Caldesk'
    New-Item -ItemType Directory -Force $data | Out-Null
    Set-Content (Join-Path $data 'kept.txt') 'mine'
    Invoke-Checked $setup ($silent + $scope)
    Set-Content (Join-Path $folder '_internal\old-file.txt') 'of an older version'
    Invoke-Checked $setup ($silent + $scope)
    Assert-True (-not (Test-Path (Join-Path $folder '_internal\old-file.txt'))) 'An upgrade left a file of the older version.'

    $said = & (Join-Path $folder 'caldesk.exe') --version
    Assert-True ($said -eq "caldesk $version") "caldesk --version said: $said"
    $pictures = Join-Path $env:TEMP "caldesk-tour-$PID"
    Invoke-Checked (Join-Path $folder 'caldesk.exe') @('tour', '--out', $pictures)
    Assert-True ((Get-ChildItem "$pictures\*.png").Count -ge 20) 'The tour left too few pictures.'
    Invoke-Checked (Join-Path $folder 'caldeskw.exe') @('tour', '--out', $pictures) # without any console
    Remove-Item -Recurse $pictures

    # The uninstaller runs from a copy of itself and may return before that one has ended.
    Invoke-Checked (Join-Path $folder 'unins000.exe') $silent
    for ($tries = 0; (Test-Path $folder) -and $tries -lt 60; $tries++) { Start-Sleep -Seconds 1 }
    Assert-True (-not (Test-Path $folder)) "$folder is still there."
    Assert-True (Test-Path (Join-Path $data 'kept.txt')) 'A silent removal took the data of the user.'
    Write-Host "$scope installed, upgraded, ran, and was removed."
}

Test-Installation '/CURRENTUSER' "$env:LOCALAPPDATA\Programs\Caldesk"
Test-Installation '/ALLUSERS' "$env:ProgramFiles\Caldesk"
