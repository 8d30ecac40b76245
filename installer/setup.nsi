; The setup program. Built by installer/build.py, which passes VERSION, LISTS (folder with install.nsh,
; remove.nsh and held.nsh), OUTPUT and PACKING (small, fast, none), and for a signed build SIGN (command for uninstall.exe).
;
; Exit codes (installer/README.md explains them to IT): 0 done, 1 cancelled, 2 broken off; and with
; nothing changed: 10 Windows too old, 11 the program is running, 12 the old version cannot be removed,
; 13 too little space or the folder cannot be written, 14 another setup is open.

Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
!if ${PACKING} == small
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!else ; to try the setup itself
  SetCompressor zlib
  !if ${PACKING} == none
    SetCompress off
  !endif
!endif
RequestExecutionLevel user
AllowSkipFiles off
SetDateSave off ; times would differ with the time zone, and those of pictures with the day

!include MUI2.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include Sections.nsh

!define NAME "政府信息公开年报"
!define MUTEX "Local\gi-desktop" ; the launcher holds it
!define SETUP_MUTEX "Local\gi-desktop-setup"
!define PROGID "gi-desktop.draft"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\gi-desktop"
!define DATA "$LOCALAPPDATA\gi-desktop"

Name "${NAME}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\gi-desktop"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME}安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "CompanyName" "gi-desktop"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache-2.0"

!define MUI_ICON "${LISTS}\program.ico"
!define MUI_UNICON "${LISTS}\program.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${LISTS}\side.bmp"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "安装${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "填写、核对和导出政府信息公开工作年度报告的程序。$\r$\n$\r$\n安装不需要管理员权限，也不联网；只装给当前用户。$\r$\n$\r$\n已经装过旧版本的，会换成新版本，草稿、设置和机关档案都保留。$\r$\n$\r$\n点“下一步”继续。"
!define MUI_DIRECTORYPAGE_TEXT_TOP "程序装在下面的文件夹里。一般不用改，点“下一步”即可。"
!define MUI_COMPONENTSPAGE_TEXT_TOP "选好以后点“安装”。"
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_FINISHPAGE_TITLE "装好了"
!define MUI_FINISHPAGE_TEXT "以后从开始菜单打开“${NAME}”，或者双击草稿（.xxgk）。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\GI.exe"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE CheckFolder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP "将删除程序。您的草稿和报告、存下的版本和修改记录、没有保存的自动暂存都留着，不会删除。$\r$\n设置、最近用过的文件和机关档案删不删，在下一步选。"
!insertmacro MUI_UNPAGE_CONFIRM
!define MUI_COMPONENTSPAGE_TEXT_TOP "想留着的，去掉勾。选好以后点“卸载”。"
!define MUI_PAGE_CUSTOMFUNCTION_SHOW un.HideSpace
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0 ; signing.py, with the command in its environment
!endif

; --- before anything is touched ----------------------------------------------------------------

; Say it, unless silent, and leave with that exit code.
!macro Refuse CODE SENTENCE
  MessageBox MB_OK|MB_ICONSTOP "${SENTENCE}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; $0 is 0 unless a launcher runs.
!macro LookForProgram
  System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w "${MUTEX}") p.r0'
  ${If} $0 P<> 0
    System::Call 'kernel32::CloseHandle(p r0)'
    StrCpy $0 1
  ${EndIf}
!macroend

!macro RefuseWhileRunning
  !insertmacro LookForProgram
  ${DoWhile} $0 != 0
    IfSilent +2
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "程序正在运行，什么都还没有改动。$\r$\n$\r$\n请先保存并关闭“${NAME}”，再点“重试”。" IDRETRY +3
    SetErrorLevel 11
    Quit
    !insertmacro LookForProgram
  ${Loop}
!macroend

; Take the version in FOLDER away, or go no further.
!macro RemoveOld FOLDER
  ClearErrors
  ; It takes its own files away, and is waited for, since with _?= it does not copy itself elsewhere.
  ExecWait '"${FOLDER}\uninstall.exe" /S /UPGRADE _?=${FOLDER}' $0
  ${If} ${Errors}
    !insertmacro Refuse 12 "旧版本的卸载程序运行不了，什么都还没有改动。可能是杀毒软件拦住了它；请先放行，再装一次。"
  ${ElseIf} $0 = 11
    !insertmacro Refuse 11 "程序正在运行，什么都还没有改动。请先保存并关闭“${NAME}”，再装一次。"
  ${ElseIf} $0 = 12
    !insertmacro Refuse 12 "旧版本的文件正被别的程序占用（多半是杀毒软件），什么都还没有改动。请过一会儿再装；还不行，就重新启动电脑以后再装。"
  ${ElseIf} $0 != 0
    !insertmacro Refuse 2 "旧版本没有删除干净（$0）。请重新启动电脑以后再装一次。草稿和报告不受影响。"
  ${EndIf}
  Delete "${FOLDER}\uninstall.exe"
!macroend

; --- installing --------------------------------------------------------------------------------

Section "程序（必选）" PROGRAM
  SectionIn RO
  !insertmacro RefuseWhileRunning ; the pages may have stood open for long
  ReadRegStr $1 HKCU "${UNINSTALL}" "InstallLocation"
  ${If} $1 != ""
  ${AndIf} $1 != $INSTDIR
  ${AndIf} ${FileExists} "$1\uninstall.exe"
    !insertmacro RemoveOld "$1" ; the program moves to another folder
    RMDir "$1"
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    !insertmacro RemoveOld "$INSTDIR"
  ${EndIf}
  ClearErrors
  !include "${LISTS}\install.nsh"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${If} ${Errors}
    !insertmacro Refuse 2 "文件没有写全。请看看磁盘是否满了，再装一次。草稿和报告不受影响。"
  ${EndIf}

  WriteRegStr HKCU "Software\Classes\.xxgk" "" "${PROGID}"
  WriteRegStr HKCU "Software\Classes\.xxgk\OpenWithProgids" "${PROGID}" ""
  WriteRegStr HKCU "Software\Classes\${PROGID}" "" "政府信息公开年报草稿"
  WriteRegStr HKCU "Software\Classes\${PROGID}\DefaultIcon" "" "$INSTDIR\GI.exe,1"
  WriteRegStr HKCU "Software\Classes\${PROGID}\shell\open\command" "" '"$INSTDIR\GI.exe" "%1"'
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\GI.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "gi-desktop"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  SectionGetSize ${PROGRAM} $0
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\GI.exe"
SectionEnd

Section "在桌面上放快捷方式" DESKTOP_LINK
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\GI.exe"
SectionEnd

Function .onInit
  ; Double-clicked again while it takes long to open. Held until setup ends.
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "${SETUP_MUTEX}") p.r0 ?e'
  Pop $0
  ${If} $0 = 183 ; it is there already
    !insertmacro Refuse 14 "安装程序已经打开了，请看看任务栏。"
  ${EndIf}
  ${IfNot} ${RunningX64}
    !insertmacro Refuse 10 "这台电脑的 Windows 是 32 位的，本程序装不了。需要 64 位的 Windows 10（1809 或更新）或 Windows 11。"
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
    !insertmacro Refuse 10 "这台电脑的 Windows 太旧，本程序装不了。需要 64 位的 Windows 10（1809 或更新）或 Windows 11。"
  ${EndIf}
  ${If} ${AtMostBuild} 17762
    !insertmacro Refuse 10 "这台电脑的 Windows 10 太旧，本程序装不了。需要 1809 或更新的版本；请先更新 Windows。"
  ${EndIf}
  !insertmacro RefuseWhileRunning
  ReadRegStr $0 HKCU "${UNINSTALL}" "InstallLocation"
  ${If} $0 != ""
  ${AndIfNot} ${FileExists} "$DESKTOP\${NAME}.lnk"
    !insertmacro UnselectSection ${DESKTOP_LINK} ; not wanted last time, or taken away
  ${EndIf}
  ${If} ${Silent}
    Call CheckFolder
  ${EndIf}
FunctionEnd

; The folder can be written and has the space; otherwise setup goes no further.
Function CheckFolder
  SectionGetSize ${PROGRAM} $1
  ${GetRoot} "$INSTDIR" $2
  ClearErrors
  ${DriveSpace} "$2\" "/D=F /S=K" $3
  ${IfNot} ${Errors}
  ${AndIf} $3 < $1
    MessageBox MB_OK|MB_ICONEXCLAMATION "“$2”剩下的空间不够，什么都还没有改动。请腾出空间，或者换一个文件夹。" /SD IDOK
    Goto refused
  ${EndIf}
  ${DirState} "$INSTDIR" $4 ; 1: something lies in it
  ${If} $4 = 1
  ${AndIfNot} ${FileExists} "$INSTDIR\GI.exe"
    ; Another program's or the user's own folder: the program gets one of its own inside it.
    StrCpy $INSTDIR "$INSTDIR\gi-desktop"
  ${EndIf}
  ClearErrors
  CreateDirectory "$INSTDIR"
  FileOpen $4 "$INSTDIR\setup.tmp" w
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONEXCLAMATION "“$INSTDIR”这个文件夹不能写，什么都还没有改动。请换一个文件夹。" /SD IDOK
    Goto refused
  ${EndIf}
  FileClose $4
  Delete "$INSTDIR\setup.tmp"
  Return
refused:
  ${If} ${Silent}
    SetErrorLevel 13
    Quit
  ${EndIf}
  Abort
FunctionEnd

; --- removing ----------------------------------------------------------------------------------

Function un.onInit
  !insertmacro RefuseWhileRunning
  !include "${LISTS}\held.nsh" ; each file, before the first is deleted: all or none
FunctionEnd

; Goes no further where the file $0 cannot be deleted, because something has it open.
Function un.TryFile
  ${DoWhile} ${FileExists} $0
    ; GENERIC_WRITE|DELETE, sharing everything: refused where a delete would be.
    System::Call 'kernel32::CreateFileW(w r0, i 0x40010000, i 7, p 0, i 3, i 0, p 0) p.r1'
    ${If} $1 P<> -1
      System::Call 'kernel32::CloseHandle(p r1)'
      ${Break}
    ${EndIf}
    IfSilent +2
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "“$0”正被别的程序占用，什么都还没有改动。$\r$\n$\r$\n请过一会儿再点“重试”；还不行，就重新启动电脑以后再来。" IDRETRY +3
    SetErrorLevel 12
    Quit
  ${Loop}
FunctionEnd

; “所需空间: 0.0 KB” says nothing where something is removed.
Function un.HideSpace
  FindWindow $0 "#32770" "" $HWNDPARENT
  GetDlgItem $0 $0 1023
  ShowWindow $0 ${SW_HIDE}
FunctionEnd

Section "un.程序（必选）" un.PROGRAM
  SectionIn RO
  !include "${LISTS}\remove.nsh"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/UPGRADE" $1
  IfErrors 0 upgrade
  SetOutPath "$TEMP" ; a folder that is the current one stays
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; stays where the user has put something of his own into it
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  ReadRegStr $2 HKCU "Software\Classes\.xxgk" ""
  ${If} $2 == "${PROGID}"
    DeleteRegValue HKCU "Software\Classes\.xxgk" ""
  ${EndIf}
  DeleteRegValue HKCU "Software\Classes\.xxgk\OpenWithProgids" "${PROGID}"
  DeleteRegKey /ifempty HKCU "Software\Classes\.xxgk\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "Software\Classes\.xxgk"
  DeleteRegKey HKCU "Software\Classes\${PROGID}"
  DeleteRegKey HKCU "${UNINSTALL}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  Goto done
upgrade:
  IfFileExists "$INSTDIR\GI.exe" 0 done
  SetErrorLevel 2 ; taken hold of since it was tried: the new setup stops here
  Quit
done:
SectionEnd

Section "un.设置、最近用过的文件和机关档案" un.SETTINGS
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/UPGRADE" $1
  IfErrors 0 kept
  ClearErrors
  ${GetOptions} $0 "/KEEP" $1
  IfErrors 0 kept
  Delete "${DATA}\window.ini"
  Delete "${DATA}\recent.json"
  Delete "${DATA}\organs.json"
  Delete "${DATA}\error.txt"
  Delete "${DATA}\selftest.txt"
  Delete "${DATA}\recovery\*.lock"
  RMDir "${DATA}\recovery"
  RMDir "${DATA}\unsaved"
  RMDir "${DATA}\reports"
  RMDir "${DATA}"
kept:
SectionEnd
