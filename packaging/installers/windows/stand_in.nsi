; Stands in for pythonw.exe in a small program folder, so that the installer's own behaviour can be tried in seconds.
; It notes its version, its folder and what it was started with; with "--hold" it stays until the note is
; gone.
Unicode true
Target amd64-unicode
Name "stand-in"
OutFile "${OUT}"
RequestExecutionLevel user
SilentInstall silent
CRCCheck off
!include FileFunc.nsh
!include LogicLib.nsh

Function .onInit
  ReadEnvStr $0 "FOOTREHAB_STAND_IN"
  ${GetParameters} $1
  StrCpy $5 "ends"
  ClearErrors
  ${GetOptions} $1 "--hold" $2
  ${IfNot} ${Errors}
    StrCpy $5 "holds"
  ${EndIf}
  FileOpen $4 "$0" w
  FileWrite $4 "${VERSION}|$EXEDIR|$1"
  FileClose $4
  ${If} $5 == "holds"
    ${DoWhile} ${FileExists} "$0"
      Sleep 50
    ${Loop}
  ${EndIf}
  Quit
FunctionEnd

Section
SectionEnd
