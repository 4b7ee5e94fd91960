; "FootRehab Desktop.exe": starts the program without a console window and ends. No temporary file, no registry.
;
; It stands twice: beside the program folder, where the start menu leads, and inside it, so that a former version can be
; started by itself. Of several program folders the first that is whole is started; an update that was cut off leaves
; "program.new" whole or "program" in place, and the next installer tidies up.
Unicode true
Target amd64-unicode
Name "${TITLE}"
OutFile "${OUT}"
Icon "${ICON}"
RequestExecutionLevel user
ManifestSupportedOS Win10
ManifestDPIAware true
SilentInstall silent
CRCCheck off
!include properties.nsh
!include FileFunc.nsh

!macro TRY FOLDER
  IfFileExists "${FOLDER}\${COMPLETE}" 0 +3
  IfFileExists "${FOLDER}\python\pythonw.exe" 0 +2
  StrCpy $R1 "${FOLDER}"
!macroend

Function .onInit
  ; The last one that fits is taken, so the first choice comes last.
  StrCpy $R1 ""
  !insertmacro TRY "$EXEDIR\program.former"
  !insertmacro TRY "$EXEDIR\program.new"
  !insertmacro TRY "$EXEDIR\program"
  !insertmacro TRY "$EXEDIR"
  StrCmp $R1 "" incomplete
  ${GetParameters} $R0
  ClearErrors
  Exec '"$R1\python\pythonw.exe" -I -X utf8 -m footrehab_desktop $R0'
  IfErrors incomplete
  SetErrorLevel 0
  Quit
  incomplete:
  MessageBox MB_OK|MB_ICONEXCLAMATION "${TITLE} is not installed completely. Run its installer again. Records are kept elsewhere and are not touched."
  SetErrorLevel 1
  Quit
FunctionEnd

Section
SectionEnd
