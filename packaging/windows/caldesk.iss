; The installer for Windows, from dist\caldesk; packaging\build.ps1 runs it with /DVersion=1.2.3. packaging\README.md
; lists the switches for a silent installation.

#ifndef Version
  #error Give the version, as in /DVersion=1.2.3
#endif

[Setup]
; Never change the AppId: by it a new version finds the old one and replaces it.
AppId={{7D0B6A53-3C0E-4C0A-9B7C-2F6A5B0E8D41}
AppName=Caldesk
AppVersion={#Version}
AppVerName=Caldesk {#Version}
AppPublisher=The Caldesk authors
VersionInfoVersion={#Version}
SourceDir=..\..
OutputDir=dist
OutputBaseFilename=caldesk-{#Version}-setup
SetupIconFile=build\icons\caldesk.ico
UninstallDisplayIcon={app}\caldeskw.exe
LicenseFile=LICENSE
WizardStyle=modern
Compression=lzma2/max
SolidCompression=yes
; For one user unless somebody asks for all of them, in the first question or with /ALLUSERS.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
DefaultDirName={autopf}\Caldesk
DisableProgramGroupPage=yes
; What Qt 6.11 needs: Windows 10 1809 in 64 bits.
MinVersion=10.0.17763
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; A running Caldesk is asked to close before its files are replaced.
CloseApplications=yes
RestartApplications=no
SetupLogging=yes
#ifdef SignTool
SignTool={#SignTool}
SignedUninstaller=yes
#endif

[Tasks]
Name: desktopicon; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; An older version may have had files that this one has not.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "dist\caldesk\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion
Source: "packaging\policy\*.admx"; DestDir: "{app}\policy"; Flags: ignoreversion
Source: "packaging\policy\en-US\*.adml"; DestDir: "{app}\policy\en-US"; Flags: ignoreversion

[Icons]
Name: "{autoprograms}\Caldesk"; Filename: "{app}\caldeskw.exe"
Name: "{autodesktop}\Caldesk"; Filename: "{app}\caldeskw.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\caldeskw.exe"; Description: "{cm:LaunchProgram,Caldesk}"; Flags: nowait postinstall skipifsilent

[Code]
// The user's data stays unless the person who removes the program wants it gone; a silent removal asks nothing and
// keeps it. Other users of the computer keep theirs in any case.
procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Data: String;
begin
  Data := ExpandConstant('{localappdata}\Caldesk');
  if (Step <> usPostUninstall) or UninstallSilent or not DirExists(Data) then
    exit;
  if MsgBox('Remove your Caldesk settings, list of sites and history too?' + #13#10#13#10
      + 'They are in ' + Data + '. Keys of sites stay in Windows Credential Manager until you remove them there.',
      mbConfirmation, MB_YESNO or MB_DEFBUTTON2) = IDYES then
    DelTree(Data, True, True, True);
end;
