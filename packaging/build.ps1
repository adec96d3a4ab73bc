# Makes what is handed out for Windows, from a clean checkout, and writes to nothing but build\ and dist\:
#   dist\caldesk-VERSION-py3-none-any.whl   the wheel
#   dist\caldesk                            the program in one folder, with its own Python and Qt
#   dist\caldesk-VERSION-setup.exe          the installer, where Inno Setup 6.3 or newer is there
# CALDESK_UPDATE_FEED, an https address, builds in where newer versions are told.
. (Join-Path $PSScriptRoot 'setup.ps1') 'build\venv'

function Invoke-Step([string] $program, [string[]] $arguments) {
    $ErrorActionPreference = 'Continue' # words on stderr are no failure
    & $program @arguments | Out-Host
    if ($LASTEXITCODE -ne 0) { Stop-Setup "$program ended with $LASTEXITCODE." }
}

function Find-InnoSetup {
    $places = "${env:ProgramFiles(x86)}", $env:ProgramFiles, "$env:LOCALAPPDATA\Programs"
    return $places | ForEach-Object { Join-Path $_ 'Inno Setup 6\ISCC.exe' } | Where-Object { Test-Path $_ } | Select-Object -First 1
}

Set-Location $root
$env:PIP_NO_CACHE_DIR = '1'
$env:PYTHONDONTWRITEBYTECODE = '1'
$env:PYINSTALLER_CONFIG_DIR = Join-Path $root 'build\pyinstaller'
Set-Up build

Remove-Item -Recurse -Force -ErrorAction SilentlyContinue dist\caldesk, dist\caldesk-*, build\freeze, build\icons, build\notices
Invoke-Step (Join-Path $venv 'Scripts\hatchling.exe') @('build', '-t', 'wheel', '-d', 'dist')
$wheel = Get-ChildItem dist\caldesk-*.whl
Install-Packages @('--no-deps', '--force-reinstall', $wheel.FullName)
Invoke-Step $venvPython @('packaging\icons.py', 'resources\icons\app.svg', 'build\icons')
Invoke-Step $venvPython @('packaging\releasing\licences.py', 'build\notices')
$freeze = '--noconfirm', '--log-level', 'WARN', '--distpath', 'dist', '--workpath', 'build\freeze', 'packaging\caldesk.spec'
Invoke-Step (Join-Path $venv 'Scripts\pyinstaller.exe') $freeze

$inno = Find-InnoSetup
if ($inno) {
    $version = $wheel.Name.Split('-')[1]
    Invoke-Step $inno @('/Qp', "/DVersion=$version", 'packaging\windows\caldesk.iss')
} else {
    Write-Host 'There is no Inno Setup here, so no installer was made; run: winget install JRSoftware.InnoSetup'
}
