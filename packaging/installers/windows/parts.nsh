; Parts that installer and uninstaller share.

; Say why it cannot go on and end with an exit code, before anything was begun.
!macro REFUSE CODE SENTENCE
  MessageBox MB_OK|MB_ICONEXCLAMATION "${SENTENCE}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; The same in the middle: the page says so, and .onInstFailed clears up.
!macro FAIL CODE SENTENCE
  MessageBox MB_OK|MB_ICONSTOP "${SENTENCE}" /SD IDOK
  SetErrorLevel ${CODE}
  Abort "${SENTENCE}"
!macroend

; Only for trials: stop at one step until it is ended from outside; the next run goes on.
!macro STEP NAME
  !ifdef HALT_AT
    !if "${HALT_AT}" == "${NAME}"
      ${IfNot} ${FileExists} "$INSTDIR\halted"
        FileOpen $9 "$INSTDIR\halted" w
        FileClose $9
        Sleep 600000
      ${EndIf}
    !endif
  !endif
!macroend

; Two installers at once would mix their files.
!macro ONLY_ONE
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "${MUTEX}") p .r0 ?e'
  Pop $1
  ${If} $1 == 183
    !insertmacro REFUSE ${EXIT_BUSY} "Another installation or removal of ${TITLE} is under way. Wait until it has ended."
  ${EndIf}
!macroend

; Free room on the disk of a folder, in MB.
!macro FREE_MB FOLDER RESULT
  System::Call 'kernel32::GetDiskFreeSpaceExW(w "${FOLDER}", *l .r4, p 0, p 0) i .r5'
  System::Int64Op $4 / 1048576
  Pop ${RESULT}
!macroend

; Replace one file in one step: it is the old one or the new one, never a half.
!macro PUT_IN_PLACE FROM TO
  System::Call 'kernel32::MoveFileExW(w "$INSTDIR\${FROM}", w "$INSTDIR\${TO}", i 9) i .r0'
!macroend

; Windows lets nobody write to a program that runs or to a library it has loaded. $R0: the program folder; $R1: 1 when in use.
!macro SHARED_FUNCTIONS UN
Function ${UN}LookInto
  FindFirst $R2 $R3 "$R0\python\python*.*"
  ${DoWhile} $R3 != ""
    ClearErrors
    FileOpen $R4 "$R0\python\$R3" a
    ${If} ${Errors}
      StrCpy $R1 1
    ${Else}
      FileClose $R4
    ${EndIf}
    FindNext $R2 $R3
  ${Loop}
  FindClose $R2
  ClearErrors
FunctionEnd

Function ${UN}IsInUse
  StrCpy $R1 0
  StrCpy $R0 "$INSTDIR\program"
  Call ${UN}LookInto
  StrCpy $R0 "$INSTDIR\program.new"
  Call ${UN}LookInto
  StrCpy $R0 "$INSTDIR\program.former"
  Call ${UN}LookInto
FunctionEnd

; The program may just be ending, when it started this installer itself: wait a little, then ask.
Function ${UN}WaitUntilClosed
  again:
  StrCpy $R5 0
  ${Do}
    Call ${UN}IsInUse
    ${If} $R1 == 0
      Return
    ${EndIf}
    Sleep 500
    IntOp $R5 $R5 + 1
  ${LoopUntil} $R5 >= ${PATIENCE}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${TITLE} is open. Lock or finish what you are doing and close it, then go on." /SD IDCANCEL IDRETRY again
  SetErrorLevel ${EXIT_IN_USE}
  Abort "${TITLE} is still open. Nothing was changed."
FunctionEnd
!macroend
!insertmacro SHARED_FUNCTIONS ""
!insertmacro SHARED_FUNCTIONS "un."
