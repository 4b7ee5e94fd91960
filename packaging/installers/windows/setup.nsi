; The installer for Windows: for one user, without an administrator, without a network.
;
; A new version is unpacked beside the old one and put in its place by renaming; the old one stays as "program.former".
; Whenever it is cut off, the launcher finds a program folder that is whole. A folder is whole once it holds the file
; COMPLETE, which is written last. Everything that is put in by "-D" comes from windows_setup.py.
Unicode true
Target amd64-unicode
Name "${TITLE}"
OutFile "${OUT}"
BrandingText "${TITLE} ${VERSION}"
RequestExecutionLevel user
ManifestSupportedOS Win10
ManifestDPIAware true
SetCompressor /SOLID lzma
SetCompressorDictSize 32
SetDateSave off
SetDatablockOptimize on
AllowSkipFiles off
CRCCheck force
XPStyle on
InstallDir "$LOCALAPPDATA\Programs\${TITLE}"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "${TITLE} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "${WELCOME}"
!define MUI_FINISHPAGE_TITLE "${TITLE} is installed"
!define MUI_FINISHPAGE_TEXT "It stands in the start menu; pin it to the taskbar from there.$\r$\n$\r$\nRecords, settings and backups are where they were."
!define MUI_FINISHPAGE_RUN "$INSTDIR\${TITLE}.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Start it now"
!include MUI2.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include WinVer.nsh
!include x64.nsh
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!include properties.nsh
!include parts.nsh

Function .onInit
  SetRegView 64
  SetShellVarContext current
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    !insertmacro REFUSE ${EXIT_OLD_WINDOWS} "${TITLE} needs 64-bit Windows 10 or newer. Nothing was changed."
  ${EndIf}
  !insertmacro ONLY_ONE
  Call TidyUp
  Call RefuseOlder
  Call RefuseWithoutRoom
FunctionEnd

Section
  Call WaitUntilClosed
  DetailPrint "Unpacking ${VERSION}"
  SetDetailsPrint none
  RMDir /r "$INSTDIR\program.new"
  !include "${FILES}"
  !insertmacro STEP "unpacking"
  ; A folder that is somebody's working folder cannot be renamed.
  SetOutPath "$INSTDIR"
  SetDetailsPrint both
  WriteINIStr "$INSTDIR\program.new\${COMPLETE}" "program" "version" "${VERSION}"
  FlushINI "$INSTDIR\program.new\${COMPLETE}"
  !insertmacro STEP "unpacked"
  Call WaitUntilClosed
  Call Swap
  !insertmacro STEP "swapped"
  Call PutBeside
  !insertmacro STEP "put beside"
  Call Register
  !insertmacro STEP "registered"
  RMDir /r "$INSTDIR\program.gone"
SectionEnd

Function .onInstFailed
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\program.new"
  RMDir "$INSTDIR"
FunctionEnd

; Bring to an end what a cut-off run left: never two steps that depend on each other, so that it may be cut off as well.
Function TidyUp
  ${IfNot} ${FileExists} "$INSTDIR\program\${COMPLETE}"
    ${If} ${FileExists} "$INSTDIR\program.new\${COMPLETE}"
    ${OrIf} ${FileExists} "$INSTDIR\program.former\${COMPLETE}"
      RMDir /r "$INSTDIR\program"
    ${EndIf}
    ${If} ${FileExists} "$INSTDIR\program.new\${COMPLETE}"
      Rename "$INSTDIR\program.new" "$INSTDIR\program"
    ${ElseIf} ${FileExists} "$INSTDIR\program.former\${COMPLETE}"
      Rename "$INSTDIR\program.former" "$INSTDIR\program"
    ${EndIf}
  ${EndIf}
  ${IfNot} ${FileExists} "$INSTDIR\program.former\${COMPLETE}"
    Rename "$INSTDIR\program.gone" "$INSTDIR\program.former"
  ${EndIf}
  RMDir /r "$INSTDIR\program.gone"
  ClearErrors
FunctionEnd

; An older version is installed over a newer one only when asked to: a record that was opened by the newer one may be
; closed to it.
Function RefuseOlder
  ReadINIStr $0 "$INSTDIR\program\${COMPLETE}" "program" "version"
  ${If} $0 == ""
    Return
  ${EndIf}
  ${GetParameters} $1
  ClearErrors
  ${GetOptions} $1 "/GOBACK" $2
  ${IfNot} ${Errors}
    Return
  ${EndIf}
  ${VersionCompare} "$0" "${VERSION}" $1
  ${If} $1 == 1
    !insertmacro REFUSE ${EXIT_OLDER} "Version $0 is installed, which is newer than ${VERSION}. Nothing was changed. To go back on purpose, start this installer with /GOBACK."
  ${EndIf}
FunctionEnd

; The installer unpacks to the folder for temporary files first, then to the program's own.
Function RefuseWithoutRoom
  CreateDirectory "$INSTDIR"
  StrCpy $2 ${NEEDED_MB}
  StrCpy $0 $INSTDIR 3
  StrCpy $1 $TEMP 3
  ${If} $0 == $1
    IntOp $2 $2 * 2
  ${EndIf}
  !insertmacro FREE_MB "$INSTDIR" $3
  ${If} $3 < $2
    RMDir "$INSTDIR"
    !insertmacro REFUSE ${EXIT_NO_ROOM} "${TITLE} needs $2 MB of room on the disk; $3 MB are free. Nothing was changed. Make room, then start the installer again."
  ${EndIf}
  !insertmacro FREE_MB "$TEMP" $3
  ${If} $3 < ${NEEDED_MB}
    RMDir "$INSTDIR"
    !insertmacro REFUSE ${EXIT_NO_ROOM} "The folder for temporary files needs ${NEEDED_MB} MB of room; $3 MB are free. Nothing was changed. Make room, then start the installer again."
  ${EndIf}
FunctionEnd

; Rename the old version away and the new one in. What fails is taken back.
Function Swap
  DetailPrint "Putting ${VERSION} in place"
  ReadINIStr $0 "$INSTDIR\program\${COMPLETE}" "program" "version"
  ClearErrors
  ${If} $0 == ""
    RMDir /r "$INSTDIR\program"
    ClearErrors
  ${ElseIf} $0 == "${VERSION}"
    ; The same version once more: the former one stays what it was.
    Rename "$INSTDIR\program" "$INSTDIR\program.gone"
  ${Else}
    ${If} ${FileExists} "$INSTDIR\program.former"
      Rename "$INSTDIR\program.former" "$INSTDIR\program.gone"
      !insertmacro STEP "former aside"
    ${EndIf}
    Rename "$INSTDIR\program" "$INSTDIR\program.former"
    !insertmacro STEP "old aside"
  ${EndIf}
  Rename "$INSTDIR\program.new" "$INSTDIR\program"
  ${If} ${Errors}
    RMDir /r "$INSTDIR\program.new"
    Call TidyUp
    !insertmacro FAIL ${EXIT_NOT_REPLACED} "The program could not be replaced: something holds its files. The version before is in place. Restart the computer, then start the installer again."
  ${EndIf}
FunctionEnd

; What stands beside the program folder is replaced one by one, each in one step.
Function PutBeside
  SetOutPath "$INSTDIR"
  File "/oname=$INSTDIR\launcher.new" "${LAUNCHER}"
  !insertmacro PUT_IN_PLACE "launcher.new" "${TITLE}.exe"
  File "/oname=$INSTDIR\command.new" "${COMMAND}"
  !insertmacro PUT_IN_PLACE "command.new" "footrehab.cmd"
  File "/oname=$INSTDIR\page.new" "${PAGE}"
  !insertmacro PUT_IN_PLACE "page.new" "${PAGE_NAME}"
  WriteUninstaller "$INSTDIR\uninstaller.new"
  !insertmacro PUT_IN_PLACE "uninstaller.new" "Uninstall.exe"
FunctionEnd

Function Register
  CreateShortCut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${TITLE}.exe" "" "$INSTDIR\${TITLE}.exe" 0 SW_SHOWNORMAL "" "${DESCRIPTION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${TITLE}.exe,0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${INSTALLED_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  WriteRegStr HKCU "Software\Classes\${LIBRARY_SUFFIX}" "" "${LIBRARY_CLASS}"
  WriteRegStr HKCU "Software\Classes\${LIBRARY_CLASS}" "" "Exercise library of ${TITLE}"
  WriteRegStr HKCU "Software\Classes\${LIBRARY_CLASS}\DefaultIcon" "" "$INSTDIR\${TITLE}.exe,0"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd

; The uninstaller. Records are asked about and kept unless somebody says twice that they shall go.
Var DeleteData

Function un.onInit
  SetRegView 64
  SetShellVarContext current
  !insertmacro ONLY_ONE
  StrCpy $DeleteData 0
FunctionEnd

Function un.AskAboutData
  ${IfNot} ${FileExists} "${DATA_FOLDER}\*.*"
    Return
  ${EndIf}
  MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Shall the records of the clinic, its settings and the backups on this computer be deleted as well?$\r$\n$\r$\n${DATA_FOLDER}$\r$\n$\r$\nNo keeps them: a later installation finds them again." /SD IDNO IDYES +2
  Return
  MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "All patients' records in this folder will be gone for good, and nobody can bring them back without a backup kept elsewhere. The law may ask you to keep them for years.$\r$\n$\r$\nDelete them?" /SD IDNO IDYES +2
  Return
  StrCpy $DeleteData 1
FunctionEnd

Section "un."
  Call un.WaitUntilClosed
  Call un.AskAboutData
  ; Without this file the launcher takes a folder for incomplete, so a cut-off removal starts no half program.
  Delete "$INSTDIR\program.former\${COMPLETE}"
  Delete "$INSTDIR\program.new\${COMPLETE}"
  Delete "$INSTDIR\program\${COMPLETE}"
  !insertmacro STEP "unmarked"
  RMDir /r "$INSTDIR\program.new"
  RMDir /r "$INSTDIR\program.gone"
  RMDir /r "$INSTDIR\program.former"
  RMDir /r "$INSTDIR\program"
  !insertmacro STEP "removed"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  ReadRegStr $0 HKCU "Software\Classes\${LIBRARY_SUFFIX}" ""
  ${If} $0 == "${LIBRARY_CLASS}"
    DeleteRegKey HKCU "Software\Classes\${LIBRARY_SUFFIX}"
  ${EndIf}
  DeleteRegKey HKCU "Software\Classes\${LIBRARY_CLASS}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  ${If} $DeleteData == 1
    RMDir /r "${DATA_FOLDER}"
    DetailPrint "The records on this computer were deleted."
  ${ElseIf} ${FileExists} "${DATA_FOLDER}\*.*"
    DetailPrint "Records, settings and backups stay in ${DATA_FOLDER}."
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\program\*.*"
    !insertmacro FAIL ${EXIT_NOT_REPLACED} "Some files of the program could not be removed: something holds them. Restart the computer, then uninstall again."
  ${EndIf}
  Delete "$INSTDIR\*.new"
  Delete "$INSTDIR\${TITLE}.exe"
  Delete "$INSTDIR\footrehab.cmd"
  Delete "$INSTDIR\${PAGE_NAME}"
  Delete "$INSTDIR\Uninstall.exe"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
SectionEnd
